package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.extend.DailyRange;
import btcfeed.application.extend.Extension;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The highest and lowest price of the day")
class DailyRangeTest {
  private static final long DAY_US = 86_400_000_000L;
  private static final String KEY = "btc:day:binance:BTC-USDT";

  private World world = World.start();
  private long trades;

  @Test
  @DisplayName("stand in both stores, exact, whatever came between two looks")
  void highAndLow() {
    Extension.Running range = begin();
    trade("100.10", "250.5", "99.00", "101");
    step(range);

    Map<String, String> expected = Map.of("day", today(), "high", "250.5", "low", "99.00");
    assertThat(fields(StoreName.PRIMARY)).isEqualTo(expected);
    assertThat(fields(StoreName.FAILOVER)).isEqualTo(expected);
  }

  @Test
  @DisplayName("are written only when they changed")
  void onlyChanges() {
    Extension.Running range = begin();
    trade("100", "200");
    step(range);
    trade("150", "200.0", "100.00");
    step(range);
    assertThat(written()).isEqualTo(1);

    trade("99");
    step(range);
    assertThat(written()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "begin anew with the first trade of a day, and a late one of yesterday changes nothing")
  void nextDay() {
    Extension.Running range = begin();
    trade("100", "200");
    step(range);
    long yesterday = world.clock.wallUs();
    for (int hour = 0; hour < 24; hour++) {
      world.advance(Duration.ofHours(1));
    }
    trade("150");
    step(range);
    assertThat(fields(StoreName.PRIMARY))
        .isEqualTo(Map.of("day", today(), "high", "150", "low", "150"));

    tradeAt(yesterday, "1");
    step(range);
    assertThat(fields(StoreName.PRIMARY)).containsEntry("low", "150");
  }

  @Test
  @DisplayName("are found again after a restart, from what the store has and from the journal")
  void restart() {
    Extension.Running range = begin();
    trade("100", "200");
    step(range);
    world.submit(new Mutation.HashSet(KEY, Map.of("day", today(), "high", "300", "low", "150")));
    trade("90");

    world = world.killedAndRestarted();
    world.advance(Duration.ofMillis(100));
    step(begin());

    assertThat(fields(StoreName.PRIMARY))
        .isEqualTo(Map.of("day", today(), "high", "300", "low", "90"));
  }

  @Test
  @DisplayName("are not written before a store has answered")
  void noStore() {
    world.primary.cut();
    world.failover.freeze();
    Extension.Running range = begin();
    trade("100");
    step(range);
    assertThat(written()).isZero();

    world.failover.heal();
    world.advance(Duration.ofSeconds(1));
    step(range);
    assertThat(fields(StoreName.FAILOVER)).containsEntry("high", "100");
  }

  private Extension.Running begin() {
    return new DailyRange()
        .begin(
            new FeedAccess(
                world.ingest.mutations(),
                new FailoverReads(
                    List.of(
                        new Replica(StoreName.PRIMARY, "p", world.primary.open()),
                        new Replica(StoreName.FAILOVER, "f", world.failover.open())),
                    () -> world.active.active().store()),
                world.journal::readAfter,
                world.clock));
  }

  /** One look; what it writes is journalled at once. */
  private void step(Extension.Running range) {
    while (world.asking(range::step) == 0) {}
    world.advance(Duration.ofMillis(1));
  }

  private void trade(String... prices) {
    tradeAt(world.clock.wallUs(), prices);
  }

  private void tradeAt(long exchangeTimeUs, String... prices) {
    for (String price : prices) {
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
  }

  private String today() {
    return LocalDate.ofEpochDay(Math.floorDiv(world.clock.wallUs(), DAY_US)).toString();
  }

  private long written() {
    return world.journal.entries().stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Mutated)
        .count();
  }

  private Map<String, String> fields(StoreName store) {
    ReadPort reads = (store == StoreName.PRIMARY ? world.primary : world.failover).open().reads();
    return reads.fields(KEY) instanceof ReadPort.ReadResult.Found<Map<String, String>>(var fields)
        ? fields
        : Map.of();
  }
}
