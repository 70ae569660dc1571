package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.extend.Extension;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Side;
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

@DisplayName("The reference prices")
class ReferencePricesTest {
  private static final String KEY = "btc:index:" + World.MARKET.symbol();

  private final World world = World.start();
  private final ReferencePrices prices = new ReferencePrices();
  private final Extension.Running running = prices.begin(access(world.ingest.mutations()));
  private long trades;

  @Test
  @DisplayName("stand in both stores, naming who was used and who was refused")
  void stand() {
    trade("binance", "64000.10");
    trade("okx", "64001");
    trade("kraken", "67200");
    step();

    assertThat(fields(StoreName.PRIMARY))
        .containsEntry("price", "64000.10")
        .containsEntry("confidence", "0.9")
        .containsEntry("venues", "binance,okx")
        .containsEntry("refused", "kraken:outlier")
        .containsEntry("state", "ok")
        .containsOnlyKeys("price", "confidence", "venues", "refused", "time_us", "state");
    assertThat(fields(StoreName.FAILOVER)).isEqualTo(fields(StoreName.PRIMARY));
    assertThat(prices.latest()).hasSize(1);
  }

  @Test
  @DisplayName("are published on a channel as JSON while they are recent")
  void said() {
    trade("binance", "64000.10");
    step();

    assertThat(world.journal.entries())
        .extracting(entry -> entry.event())
        .filteredOn(
            event ->
                event instanceof JournalEvent.Mutated(Mutation.Publish(var channel, var text, _))
                    && channel.equals(KEY)
                    && text.startsWith("{\"price\":\"64000.10\",\"confidence\":\"0\""))
        .hasSize(1);
  }

  @Test
  @DisplayName("are not written again while nothing changes, but for a sign of life")
  void onlyChanges() {
    List<Mutation> submitted = new ArrayList<>();
    Extension.Running alone =
        prices.begin(
            access(
                mutation -> {
                  submitted.add(mutation);
                  return new MutateStores.SubmitResult.Accepted(JournalId.START);
                }));
    trade("binance", "64000.10");
    for (int i = 0; i < 20; i++) {
      world.advance(Duration.ofNanos(alone.step()));
    }
    assertThat(submitted).hasSize(2);

    world.advance(Duration.ofSeconds(5));
    assertThat(alone.step()).isPositive();
    assertThat(submitted).hasSize(4);
    alone.close();
  }

  @Test
  @DisplayName("become unavailable when every venue is silent, without a number")
  void silent() {
    trade("binance", "64000.10");
    step();
    world.advance(Duration.ofSeconds(61));
    step();

    assertThat(fields(StoreName.PRIMARY))
        .containsEntry("price", "")
        .containsEntry("refused", "binance:silent")
        .containsEntry("state", "unavailable");
  }

  @Test
  @DisplayName("are written until they are accepted, the last before a silence above all")
  void refused() {
    List<Mutation> accepted = new ArrayList<>();
    boolean[] refuses = {false};
    Extension.Running alone =
        prices.begin(
            access(
                mutation -> {
                  if (refuses[0]) {
                    return new MutateStores.SubmitResult.Refused("256 others wait");
                  }
                  accepted.add(mutation);
                  return new MutateStores.SubmitResult.Accepted(JournalId.START);
                }));
    trade("binance", "64000.10");
    while (alone.step() == 0) {}
    refuses[0] = true;
    world.advance(Duration.ofSeconds(61));
    long _ = alone.step();
    refuses[0] = false;
    long _ = alone.step();

    assertThat(accepted.getLast().toString()).contains("unavailable");
    alone.close();
  }

  @Test
  @DisplayName("give one vote to two venues that publish the same trades")
  void sharedTrades() {
    ReferencePrices shared =
        new ReferencePrices(
            SharedTrades.of(
                List.of(new Venue("coinbase"), new Venue("coinbase-advanced"), new Venue("okx")),
                venue -> new Venue(venue.name().replace("-advanced", ""))));
    Extension.Running alone = shared.begin(access(world.ingest.mutations()));
    trade("coinbase", "64000");
    trade("coinbase-advanced", "64000");
    while (world.asking(alone::step) == 0) {}
    assertThat(shown(shared)).isEqualTo("degraded [coinbase]");

    trade("okx", "64001");
    while (world.asking(alone::step) == 0) {}
    assertThat(shown(shared)).isEqualTo("ok [coinbase, okx]");
    alone.close();
  }

  @Test
  @DisplayName("take no notice of trades that had to be fetched")
  void fetched() {
    trade("binance", "64000.10");
    accept("okx", "1", Origin.BACKFILL);
    step();

    assertThat(fields(StoreName.PRIMARY)).containsEntry("venues", "binance");
  }

  private static String shown(ReferencePrices prices) {
    ReferencePrice price = prices.latest().getFirst().price();
    List<Venue> used =
        switch (price) {
          case ReferencePrice.Ok(var quote, _) -> quote.used();
          case ReferencePrice.Degraded(var quote, _) -> quote.used();
          case ReferencePrice.Unavailable _ -> List.of();
        };
    return price.state() + " " + used;
  }

  private void trade(String venue, String price) {
    accept(venue, price, Origin.LIVE);
  }

  private void accept(String venue, String price, Origin origin) {
    Trade trade =
        new Trade(
            new Market(new Venue(venue), World.MARKET.symbol()),
            TradeId.of(++trades),
            Price.parse(price),
            new Quantity(1, 0),
            Side.BUY,
            world.clock.wallUs());
    world.ingest.accept(List.of(trade), origin, world.clock.wallUs(), world.clock.nanos());
    world.advance(Duration.ofMillis(1));
  }

  /** One look; what it writes is journalled at once. */
  private void step() {
    while (world.asking(running::step) == 0) {}
    world.advance(Duration.ofMillis(100));
  }

  private FeedAccess access(MutateStores mutations) {
    return new FeedAccess(
        mutations,
        new FailoverReads(
            List.of(
                new Replica(StoreName.PRIMARY, "p", world.primary.open()),
                new Replica(StoreName.FAILOVER, "f", world.failover.open())),
            () -> world.active.active().store()),
        world.journal::readAfter,
        world.clock);
  }

  private Map<String, String> fields(StoreName store) {
    ReadPort reads = (store == StoreName.PRIMARY ? world.primary : world.failover).open().reads();
    return reads.fields(KEY) instanceof ReadPort.ReadResult.Found<Map<String, String>>(var fields)
        ? fields
        : Map.of();
  }
}
