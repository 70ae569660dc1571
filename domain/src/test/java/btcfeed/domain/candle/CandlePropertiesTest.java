package btcfeed.domain.candle;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Label("A candle")
class CandlePropertiesTest {

  @Property
  @Label("is the same whatever order its trades come in, digit for digit")
  void anyOrder(@ForAll @From("trades") List<Trade> trades, @ForAll long seed) {
    List<Trade> shuffled = new ArrayList<>(trades);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(candle(shuffled).text()).isEqualTo(candle(trades).text());
  }

  @Property
  @Label("is the same however its trades are split up before they are put together")
  void anySplit(@ForAll @From("trades") List<Trade> trades, @ForAll int cut) {
    int at = 1 + Math.floorMod(cut, trades.size());
    Candle whole = candle(trades);
    if (at < trades.size()) {
      Candle head = candle(trades.subList(0, at));
      Candle tail = candle(trades.subList(at, trades.size()));
      assertThat(head.and(tail)).isEqualTo(whole);
      assertThat(tail.and(head)).isEqualTo(whole);
    }
  }

  @Property
  @Label("of many trades is what one after the other makes, digit for digit")
  void allAtOnce(@ForAll @From("trades") List<Trade> trades) {
    assertThat(Candle.of(trades)).isEqualTo(candle(trades));
    assertThat(Candle.of(trades).text()).isEqualTo(candle(trades).text());
  }

  @Test
  @DisplayName("adds up a volume that no long holds")
  void largeVolume() {
    Trade trade =
        new Trade(
            new Market(new Venue("binance"), Symbol.parse("BTC-USD")),
            TradeId.of(1),
            new Price(1, 0),
            new Quantity(Quantity.MAX_UNSCALED, 0),
            Side.BUY,
            1);

    assertThat(Candle.of(Collections.nCopies(100, trade)).volume())
        .isEqualTo(BigDecimal.valueOf(Quantity.MAX_UNSCALED).multiply(BigDecimal.valueOf(100)));
  }

  @Property
  @Label("equals a plain calculation over its trades")
  void reckoning(@ForAll @From("trades") List<Trade> trades) {
    Candle candle = candle(trades);

    List<BigDecimal> prices = trades.stream().map(t -> t.price().toBigDecimal()).toList();
    assertThat(candle.high().toBigDecimal()).isEqualByComparingTo(Collections.max(prices));
    assertThat(candle.low().toBigDecimal()).isEqualByComparingTo(Collections.min(prices));
    assertThat(candle.volume())
        .isEqualByComparingTo(
            trades.stream()
                .map(t -> t.quantity().toBigDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    assertThat(candle.trades()).isEqualTo(trades.size());
    List<Trade> inOrder = trades.stream().sorted(Comparator.comparing(TradeMoment::of)).toList();
    assertThat(candle.open()).isEqualTo(inOrder.getFirst().price());
    assertThat(candle.close()).isEqualTo(inOrder.getLast().price());
  }

  @Property
  @Label("is read as it was written, and counts no journal record twice, in bursts of any length")
  void bucket(
      @ForAll @From("trades") List<Trade> trades,
      @ForAll int again,
      @ForAll @IntRange(min = 1, max = 31) int length,
      @ForAll @IntRange(min = 1, max = 31) int lengthAgain) {
    CandleState bucket = counted(Optional.empty(), trades, 0, length).orElseThrow();
    int from = Math.floorMod(again, trades.size());
    Optional<CandleState> read = CandleState.parse(bucket.text());

    assertThat(counted(read, trades, from, lengthAgain)).contains(bucket);
    assertThat(bucket.candle()).isEqualTo(candle(trades));

    CandleState half =
        counted(Optional.empty(), trades.subList(0, from + 1), 0, length).orElseThrow();
    assertThat(counted(Optional.of(half), trades, 0, lengthAgain)).contains(bucket);
  }

  /** Counts trades from one on, so many in a burst. */
  private static Optional<CandleState> counted(
      Optional<CandleState> kept, List<Trade> trades, int from, int length) {
    Optional<CandleState> bucket = kept;
    for (int i = from; i < trades.size(); i += length) {
      Burst burst = new Burst(new JournalId(1, i), trades.get(i));
      for (int j = i + 1; j < Math.min(i + length, trades.size()); j++) {
        assertThat(burst.add(new JournalId(1, j), trades.get(j))).isTrue();
      }
      bucket = Optional.of(bucket.map(b -> b.plus(burst)).orElseGet(() -> CandleState.of(burst)));
    }
    return bucket;
  }

  @Property
  @Label("of a second takes no trade of another in a burst")
  void seconds(@ForAll @From("trades") List<Trade> trades) {
    Trade first = trades.getFirst();
    Burst burst = new Burst(new JournalId(1, 0), first);
    Trade later =
        new Trade(
            first.market(),
            first.id(),
            first.price(),
            first.quantity(),
            first.side(),
            first.exchangeTimeUs() + 1_000_000);

    assertThat(burst.add(new JournalId(1, 1), later)).isFalse();
    assertThat(burst.startMs()).isZero();
    assertThat(CandleState.of(burst).candle()).isEqualTo(Candle.of(first));
  }

  @Property
  @Label("is not read out of anything else")
  void noise(@ForAll String text) {
    assertThat(CandleState.parse(text)).isEqualTo(Optional.empty());
  }

  @Property
  @Label("has its moment in its bucket, and its bucket on its page")
  void places(@ForAll Interval interval, @ForAll @From("times") long ms) {
    long bucket = interval.bucketOf(ms);
    long page = interval.pageOf(ms);

    assertThat(ms - bucket).isBetween(0L, interval.lengthMs() - 1);
    assertThat(interval.pageOf(bucket)).isEqualTo(page);
    assertThat(bucket).isBetween(page, interval.pageAfter(page) - interval.lengthMs());
    assertThat(interval.oldestPage(ms)).isLessThanOrEqualTo(page);
  }

  @Provide
  Arbitrary<Long> times() {
    return Arbitraries.longs().between(0, 4_000_000_000_000L);
  }

  @Provide
  Arbitrary<List<Trade>> trades() {
    Arbitrary<Price> prices =
        Combinators.combine(
                Arbitraries.longs().between(1, 5_000), Arbitraries.integers().between(0, 3))
            .as(Price::new);
    Arbitrary<Quantity> quantities =
        Combinators.combine(
                Arbitraries.longs().between(1, 999_999_999), Arbitraries.integers().between(0, 18))
            .as(Quantity::new);
    Arbitrary<Venue> venues = Arbitraries.of("binance", "kraken").map(Venue::new);
    Arbitrary<TradeId> ids =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 99).map(TradeId::of),
            Arbitraries.strings().withCharRange('a', 'f').ofLength(3).map(TradeId::of));
    return Combinators.combine(
            prices, quantities, venues, ids, Arbitraries.longs().between(1_000, 1_003))
        .as(
            (price, quantity, venue, id, time) ->
                new Trade(
                    new Market(venue, Symbol.parse("BTC-USD")),
                    id,
                    price,
                    quantity,
                    Side.UNKNOWN,
                    time))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .uniqueElements(TradeMoment::of);
  }

  private static Candle candle(List<Trade> trades) {
    return trades.stream().map(Candle::of).reduce(Candle::and).orElseThrow();
  }
}
