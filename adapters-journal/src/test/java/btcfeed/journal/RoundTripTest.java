package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
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
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Through the files of a journal")
class RoundTripTest {

  @Property(tries = 100)
  @Label("every event comes back equal to the digit, for all ways to append and reopen")
  void everyEventComesBack(
      @ForAll("events") List<List<JournalEvent>> appends, @ForAll("ids") JournalId before)
      throws IOException {
    Path directory = Files.createTempDirectory("journal");
    try {
      List<Entry> entries = new ArrayList<>();
      try (FileJournal journal = Journals.open(directory, Journals.ROOMY, new Disk())) {
        JournalId id = before;
        for (List<JournalEvent> events : appends) {
          List<Entry> list = new ArrayList<>();
          for (JournalEvent event : events) {
            id = id.next(id.ms() + events.size() % 2);
            list.add(new Entry(id, event));
          }
          assertThat(journal.append(list)).isInstanceOf(Appended.Done.class);
          entries.addAll(list);
        }
        assertThat(Journals.readAll(journal)).isEqualTo(entries);
      }
      try (FileJournal journal = Journals.open(directory, Journals.ROOMY, new Disk())) {
        List<Entry> read = Journals.readAll(journal);
        assertThat(read).isEqualTo(entries);
        assertThat(texts(read)).isEqualTo(texts(entries));
      }
    } finally {
      delete(directory);
    }
  }

  /** Equal prices may differ in trailing zeros; their texts may not. */
  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::toString).toList();
  }

  @Provide
  Arbitrary<List<List<JournalEvent>>> events() {
    Arbitrary<JournalEvent> event =
        Arbitraries.oneOf(ticked(), gapChanged(), checkpoint(), mutated());
    return event.list().ofMinSize(1).ofMaxSize(8).list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<JournalId> ids() {
    return Combinators.combine(
            Arbitraries.longs().between(1, Long.MAX_VALUE / 2),
            Arbitraries.longs().between(0, Long.MAX_VALUE / 2))
        .as(JournalId::new);
  }

  private static Arbitrary<JournalEvent> ticked() {
    Arbitrary<Trade> trades =
        Combinators.combine(
                markets(),
                tradeIds(),
                decimals().map(d -> new Price(d.unscaled(), d.scale())),
                decimals().map(d -> new Quantity(d.unscaled(), d.scale())),
                Arbitraries.of(Side.class),
                Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE))
            .as(Trade::new);
    return Combinators.combine(
            trades, Arbitraries.longs().greaterOrEqual(0), Arbitraries.of(Origin.class))
        .as(
            (trade, receivedUs, origin) ->
                new JournalEvent.Ticked(new PriceTick(trade, receivedUs, origin)));
  }

  private static Arbitrary<JournalEvent> gapChanged() {
    Arbitrary<Long> ids = Arbitraries.longs().between(0, 1L << 60);
    Arbitrary<Gap> gaps =
        Combinators.combine(ids, ids, ids, ids, Arbitraries.of(Gap.State.class), ids)
            .as(
                (a, b, since, until, state, trades) ->
                    new Gap(Math.min(a, b), Math.max(a, b), since, until, state, trades));
    return Combinators.combine(markets(), gaps).as(JournalEvent.GapChanged::new);
  }

  private static Arbitrary<JournalEvent> checkpoint() {
    Arbitrary<String> missing = Arbitraries.strings().withChars("0123456789-,").ofMaxLength(3600);
    Arbitrary<SequenceCheckpoint.Sequential> checkpoints =
        Combinators.combine(
                Arbitraries.longs().between(0, Long.MAX_VALUE),
                Arbitraries.longs().between(0, Long.MAX_VALUE),
                missing)
            .as(SequenceCheckpoint.Sequential::new);
    return Combinators.combine(markets(), checkpoints).as(JournalEvent.Checkpointed::new);
  }

  private static Arbitrary<JournalEvent> mutated() {
    return Arbitraries.strings()
        .withCharRange('\0', '\ud7ff')
        .ofMaxLength(1000)
        .map(value -> new JournalEvent.Mutated(new Mutation.Set("team:key", value)));
  }

  private static Arbitrary<Market> markets() {
    Arbitrary<Symbol> symbols = Combinators.combine(currencies(), currencies()).as(Symbol::new);
    return Combinators.combine(
            Arbitraries.of("binance", "coinbase", "x", "a-venue-of-thirty-two-characters"), symbols)
        .as((venue, symbol) -> new Market(new Venue(venue), symbol));
  }

  private static Arbitrary<String> currencies() {
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .ofMinLength(2)
        .ofMaxLength(12);
  }

  private static Arbitrary<TradeId> tradeIds() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 999_999_999_999_999_999L).map(TradeId::of),
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(64)
            .map(TradeId::of));
  }

  private static Arbitrary<Decimal> decimals() {
    return Combinators.combine(
            Arbitraries.longs().between(1, Decimal.MAX_UNSCALED),
            Arbitraries.integers().between(0, Decimal.MAX_SCALE))
        .as(Price::new);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
