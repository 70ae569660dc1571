package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.extend.Candles;
import btcfeed.application.extend.Extension;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.StoredCandles;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.candle.CandlePage;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The candles")
class CandlesTest {
  private static final Symbol SYMBOL = World.MARKET.symbol();

  private World world = World.start();
  private long trades;

  @Test
  @DisplayName("stand in both stores and can be asked for, exact")
  void stand() {
    Extension.Running candles = begin();
    trade("100.10", "250.5", "99.00", "101");
    step(candles);

    assertThat(day()).isEqualTo("100.10 250.5 99.00 101 4 4");
    for (Interval interval : Interval.values()) {
      CandlePage page = CandlePage.at(SYMBOL, interval, nowMs());
      assertThat(fields(StoreName.PRIMARY, page.key()))
          .containsKey(CandlePage.UPTO)
          .isEqualTo(fields(StoreName.FAILOVER, page.key()));
    }
  }

  @Test
  @DisplayName("are corrected by a trade that comes late, at its own time")
  void late() {
    Extension.Running candles = begin();
    long early = world.clock.wallUs();
    trade("100", "200");
    world.advance(Duration.ofMinutes(3));
    trade("300");
    step(candles);
    tradeAt(early - 1, "50");
    step(candles);

    List<ReadCandles.At> minutes = asked(Interval.MINUTE, 5);
    assertThat(minutes).hasSize(2);
    assertThat(six(minutes.getFirst())).isEqualTo("50 200 50 200 3 3");
    assertThat(six(minutes.getLast())).isEqualTo("300 300 300 300 1 1");
    assertThat(day()).isEqualTo("50 300 50 300 4 4");
  }

  @Test
  @DisplayName("are written once a second at most, and only where they changed")
  void onlyChanges() {
    Extension.Running candles = begin();
    trade("100", "200", "150");
    step(candles);
    long before = written();
    step(candles);
    step(candles);
    assertThat(written()).isEqualTo(before);

    trade("150");
    step(candles);
    assertThat(written() - before).isLessThanOrEqualTo(Interval.values().length + 1);
  }

  @Test
  @DisplayName("count no trade twice and leave none out after a restart, wherever it struck")
  void restart() {
    Extension.Running candles = begin();
    trade("100", "200");
    step(candles);
    trade("90", "95");
    // As if the service had died between two pages: the day's page was written, the place not.
    String place = fields(StoreName.PRIMARY, "btc:candles").get(CandlePage.UPTO);
    step(candles);
    world.submit(new Mutation.HashSet("btc:candles", Map.of(CandlePage.UPTO, place)));
    trade("96");

    world = world.killedAndRestarted();
    world.advance(Duration.ofMillis(100));
    step(begin());

    assertThat(day()).isEqualTo("100 200 90 96 5 5");
  }

  @Test
  @DisplayName("are not written before a store has answered, and then all of them are")
  void noStore() {
    world.primary.cut();
    world.failover.freeze();
    Extension.Running candles = begin();
    trade("100");
    step(candles);
    assertThat(written()).isZero();

    world.failover.heal();
    world.advance(Duration.ofSeconds(1));
    trade("101");
    step(candles);
    assertThat(day()).isEqualTo("100 101 100 101 2 2");
  }

  @Test
  @DisplayName("of a kind that is kept for a day are gone after it, those of days stay")
  void bounded() {
    Extension.Running candles = begin();
    trade("100");
    step(candles);
    String seconds = CandlePage.at(SYMBOL, Interval.SECOND, nowMs()).key();
    assertThat(fields(StoreName.PRIMARY, seconds)).isNotEmpty();
    for (int hour = 0; hour < 26; hour++) {
      world.advance(Duration.ofHours(1));
    }
    trade("101");
    step(candles);
    step(candles);

    assertThat(fields(StoreName.PRIMARY, seconds)).isEmpty();
    assertThat(asked(Interval.DAY, 3)).hasSizeBetween(1, 2);
    assertThat(asked(Interval.HOUR, 48)).hasSize(2);
  }

  @Test
  @DisplayName("count the trades of two venues that publish the same ones once")
  void sharedTrades() {
    Venue again = new Venue("binance-again");
    Extension.Running candles =
        new Candles(SharedTrades.of(List.of(World.MARKET.venue(), again), _ -> again))
            .begin(
                new FeedAccess(
                    world.ingest.mutations(), reads(), world.journal::readAfter, world.clock));
    trade("100");
    world.ingest.accept(
        List.of(
            new Trade(
                new Market(again, SYMBOL),
                TradeId.of(trades),
                Price.parse("100"),
                new Quantity(1, 0),
                Side.BUY,
                world.clock.wallUs())),
        Origin.LIVE,
        world.clock.wallUs(),
        world.clock.nanos());
    world.advance(Duration.ofMillis(1));
    step(candles);

    assertThat(day()).isEqualTo("100 100 100 100 1 1");
  }

  @Test
  @DisplayName("of a kind that is kept for a day are deleted until that is accepted")
  void deletedAtLast() {
    Extension.Running before = begin();
    trade("100");
    step(before);
    String seconds = CandlePage.at(SYMBOL, Interval.SECOND, nowMs()).key();
    for (int hour = 0; hour < 26; hour++) {
      world.advance(Duration.ofHours(1));
    }
    int[] refusals = {2};
    Extension.Running candles =
        new Candles()
            .begin(
                new FeedAccess(
                    mutation ->
                        mutation instanceof Mutation.Delete && refusals[0]-- > 0
                            ? new MutateStores.SubmitResult.Refused("256 others wait")
                            : world.ingest.mutations().submit(mutation),
                    reads(),
                    world.journal::readAfter,
                    world.clock));
    trade("101");
    for (int i = 0; i < 5; i++) {
      step(candles);
    }

    assertThat(refusals[0]).isNegative();
    assertThat(fields(StoreName.PRIMARY, seconds)).isEmpty();
  }

  @Test
  @DisplayName("know nothing of trades whose time is far ahead")
  void future() {
    Extension.Running candles = begin();
    trade("100");
    tradeAt(world.clock.wallUs() + Duration.ofDays(2).toNanos() / 1_000, "1");
    step(candles);

    assertThat(day()).isEqualTo("100 100 100 100 1 1");
  }

  private Extension.Running begin() {
    return new Candles()
        .begin(
            new FeedAccess(
                world.ingest.mutations(), reads(), world.journal::readAfter, world.clock));
  }

  private FailoverReads reads() {
    return new FailoverReads(
        List.of(
            new Replica(StoreName.PRIMARY, "p", world.primary.open()),
            new Replica(StoreName.FAILOVER, "f", world.failover.open())),
        () -> world.active.active().store());
  }

  /** One look; what it writes is journalled at once. */
  private void step(Extension.Running candles) {
    while (world.asking(candles::step) == 0) {}
    world.advance(Duration.ofSeconds(1));
  }

  private void trade(String... prices) {
    for (String price : prices) {
      tradeAt(world.clock.wallUs(), price);
    }
  }

  private void tradeAt(long exchangeTimeUs, String price) {
    Trade trade =
        new Trade(
            World.MARKET,
            TradeId.of(++trades),
            Price.parse(price),
            new Quantity(1, 0),
            Side.BUY,
            exchangeTimeUs);
    world.ingest.accept(List.of(trade), Origin.LIVE, world.clock.wallUs(), world.clock.nanos());
    world.advance(Duration.ofMillis(1));
  }

  /** Of today: what people read of it. */
  private String day() {
    return six(asked(Interval.DAY, 1).getLast());
  }

  private static String six(ReadCandles.At at) {
    return String.join(" ", List.of(at.candle().text().split(" ")).subList(0, 6));
  }

  private List<ReadCandles.At> asked(Interval interval, int buckets) {
    long from = interval.bucketOf(nowMs()) - (buckets - 1) * interval.lengthMs();
    return new StoredCandles(reads()).candles(SYMBOL, interval, from, buckets)
            instanceof ReadCandles.CandlesResult.Found(var candles)
        ? new ArrayList<>(candles)
        : List.of();
  }

  private long nowMs() {
    return world.clock.wallUs() / 1_000;
  }

  private long written() {
    return world.journal.entries().stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Mutated)
        .count();
  }

  private Map<String, String> fields(StoreName store, String key) {
    ReadPort reads = (store == StoreName.PRIMARY ? world.primary : world.failover).open().reads();
    return reads.fields(key) instanceof ReadPort.ReadResult.Found<Map<String, String>>(var fields)
        ? fields
        : Map.of();
  }
}
