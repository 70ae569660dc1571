package btcfeed.domain.journal;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every entry a journal can hold, its extremes included. */
final class AnyEntry {
  private AnyEntry() {}

  static Arbitrary<Entry> entry() {
    return Combinators.combine(id(), event()).as(Entry::new);
  }

  private static Arbitrary<JournalId> id() {
    return Combinators.combine(natural(), natural()).as(JournalId::new);
  }

  private static Arbitrary<JournalEvent> event() {
    return Arbitraries.oneOf(ticked(), gapChanged(), marked(), mutated());
  }

  private static Arbitrary<JournalEvent> ticked() {
    Arbitrary<Trade> trade =
        Combinators.combine(
                market(),
                tradeId(),
                decimal(Price::new),
                decimal(Quantity::new),
                Arbitraries.of(Side.class),
                Arbitraries.longs())
            .as(Trade::new);
    return Combinators.combine(trade, Arbitraries.longs(), Arbitraries.of(Origin.class))
        .as((t, at, origin) -> new JournalEvent.Ticked(new PriceTick(t, at, origin)));
  }

  private static Arbitrary<JournalEvent> gapChanged() {
    Arbitrary<Gap> ofIds =
        Combinators.combine(
                natural(),
                natural(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of(Gap.State.class),
                natural())
            .as(
                (a, b, since, until, state, trades) ->
                    new Gap(Math.min(a, b), Math.max(a, b), since, until, state, trades));
    Arbitrary<Gap> ofTime =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of(Gap.State.class),
                natural())
            .as(Gap::ofTime);
    Arbitrary<Gap> gap = Arbitraries.oneOf(ofIds, ofTime);
    return Combinators.combine(market(), gap).as(JournalEvent.GapChanged::new);
  }

  private static Arbitrary<JournalEvent> marked() {
    Arbitrary<String> missing =
        Combinators.combine(natural(), natural())
            .as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b))
            .list()
            .ofMaxSize(90)
            .map(ranges -> ranges.stream().collect(Collectors.joining(",")));
    Arbitrary<SequenceCheckpoint> counting =
        Combinators.combine(natural(), Arbitraries.longs(), missing)
            .as(SequenceCheckpoint.Sequential::new);
    Arbitrary<SequenceCheckpoint> naming =
        Combinators.combine(Arbitraries.longs(), missing).as(SequenceCheckpoint.Opaque::new);
    Arbitrary<SequenceCheckpoint> checkpoint = Arbitraries.oneOf(counting, naming);
    return Combinators.combine(market(), checkpoint).as(JournalEvent.Checkpointed::new);
  }

  private static Arbitrary<JournalEvent> mutated() {
    return mutation().map(JournalEvent.Mutated::new);
  }

  /** Every mutation that may be, as large as it may be. */
  static Arbitrary<Mutation> mutation() {
    Arbitrary<String> value =
        Arbitraries.strings()
            .withCharRange('\0', '\ud7ff')
            .ofMaxLength(900)
            .map(text -> text + "\ud83d\ude80");
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
    Arbitrary<String> key = name.filter(any -> MutationRules.fault(delete(any)).isEmpty());
    Arbitrary<Long> deadline = Arbitraries.longs().between(0, MutationRules.MAX_UNTIL_MS);
    Arbitrary<Mutation> hash =
        Combinators.combine(
                key,
                Arbitraries.maps(
                        name, Arbitraries.strings().withCharRange('\0', '\u0fff').ofMaxLength(20))
                    .ofMinSize(1)
                    .ofMaxSize(20))
            .as(Mutation.HashSet::new);
    return Arbitraries.oneOf(
        Combinators.combine(key, value).as(Mutation.Set::new),
        Combinators.combine(key, value, deadline).as(Mutation.SetUntil::new),
        Combinators.combine(key, value, natural()).as(Mutation.SetIfNewer::new),
        key.map(AnyEntry::delete),
        hash,
        Combinators.combine(key, value, Arbitraries.integers().between(1, MutationRules.MAX_LIST))
            .as(Mutation.ListPush::new),
        Combinators.combine(key, value, deadline).as(Mutation.Publish::new));
  }

  private static Mutation delete(String key) {
    return new Mutation.Delete(key);
  }

  private static Arbitrary<Market> market() {
    Arbitrary<Venue> venue =
        Arbitraries.oneOf(
            Arbitraries.of("b", "binance", "z2345678901234567890123456789-12").map(Venue::new),
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(32)
                .map(Venue::new));
    Arbitrary<String> currency =
        Arbitraries.strings().withCharRange('A', 'Z').numeric().ofMinLength(2).ofMaxLength(12);
    return Combinators.combine(venue, Combinators.combine(currency, currency).as(Symbol::new))
        .as(Market::new);
  }

  private static Arbitrary<TradeId> tradeId() {
    return Arbitraries.oneOf(
        natural().map(TradeId::of),
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(64)
            .map(TradeId::of));
  }

  private static <T extends Decimal> Arbitrary<T> decimal(Decimal.Maker<T> maker) {
    return Combinators.combine(
            Arbitraries.longs().between(1, Decimal.MAX_UNSCALED),
            Arbitraries.integers().between(0, Decimal.MAX_SCALE))
        .as(maker::make);
  }

  private static Arbitrary<Long> natural() {
    return Arbitraries.longs().greaterOrEqual(0);
  }
}
