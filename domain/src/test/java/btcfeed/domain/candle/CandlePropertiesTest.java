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
  @Label("says of its trades what a plain reckoning says")
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
  @Label("is read as it was written, and counts no journal record twice")
  void bucket(@ForAll @From("trades") List<Trade> trades, @ForAll int again) {
    Bucket bucket = Bucket.of(new JournalId(1, 0), trades.getFirst());
    for (int i = 1; i < trades.size(); i++) {
      bucket = bucket.plus(new JournalId(1, i), trades.get(i));
    }
    int from = Math.floorMod(again, trades.size());
    Bucket read = Bucket.parse(bucket.text()).orElseThrow();
    for (int i = from; i < trades.size(); i++) {
      read = read.plus(new JournalId(1, i), trades.get(i));
    }

    assertThat(read).isEqualTo(bucket);
    assertThat(bucket.candle()).isEqualTo(candle(trades));
  }

  @Property
  @Label("is not read out of anything else")
  void noise(@ForAll String text) {
    assertThat(Bucket.parse(text)).isEqualTo(Optional.empty());
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
