package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
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
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.RedisProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The critical keys")
class CriticalKeysTest {
  private static final WriterLease LEASE = new WriterLease(7, "journal-a", 1_789_295_000_000_000L);
  private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));

  /** 2026-09-13T10:25:34.225Z. */
  private static final long NOON_US = 1_789_295_134_225_000L;

  private final RedisProcess redis = RedisProcess.start();
  private final Stores.Wall wall = new Stores.Wall();
  private RedissonStore store = Stores.open(redis, Publishing.DEFAULT, wall);

  @BeforeEach
  void claimed() {
    wall.set(NOON_US + 100_000);
    claim(store, LEASE, JournalId.START);
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName(
      "have the newest price and history ahead of a backlog, and keep them while it follows")
  void aheadOfABacklog() {
    applied(store, numbered(1, 100), JournalId.START);

    assertThat(store.applyCritical(numbered(801, 1_000), id(100)))
        .isEqualTo(new PricePort.Outcome.Applied(id(100)));

    assertNewestIs(1_000);
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(100);
    for (int from = 101; from < 1_000; from += 100) {
      applied(store, numbered(from, from + 99), id(from - 1));
      assertNewestIs(1_000);
    }
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1"))
        .map(text -> text.substring(0, text.indexOf(',')))
        .isEqualTo(
            IntStream.concat(IntStream.rangeClosed(1, 100), IntStream.rangeClosed(801, 1_000))
                .mapToObj(n -> "{\"price\":" + n + ".5")
                .toList()
                .reversed());
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(1_000);
  }

  @Test
  @DisplayName("can be all that a store gets: no stream, and its cursor is kept")
  void criticalKeysOnly() {
    publishing(
        new Publishing(
            true,
            1000,
            1000,
            Publishing.DEFAULT.news(),
            List.of("last_btc_price", "btc_movement*"),
            KeyNames.DEFAULT));
    applied(store, numbered(1, 5), JournalId.START);
    applied(store, numbered(6, 9), id(5));

    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrder("btc:feed", "last_btc_price", "btc_movement_history");
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("9.5");
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1")).hasSize(9);
  }

  private void publishing(Publishing publishing) {
    store.close();
    store = Stores.open(redis, publishing, wall);
    claim(store, LEASE, JournalId.START);
  }

  private void assertNewestIs(int number) {
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo(number + ".5");
    assertThat(redis.command("HGET", "btc:latest:binance:BTC-USDT", "price"))
        .isEqualTo(number + ".5");
  }

  /** Ticks {@code from} to {@code to}, each with its number in its price. */
  private static Batch numbered(int from, int to) {
    return Batch.of(
        IntStream.rangeClosed(from, to).mapToObj(n -> new Entry(id(n), tick(n))).toList());
  }

  private static JournalEvent tick(int number) {
    Trade trade =
        new Trade(
            MARKET,
            TradeId.of(number),
            Price.parse(number + ".5"),
            Quantity.parse("1"),
            Side.SELL,
            NOON_US + number);
    return new JournalEvent.Ticked(
        new PriceTick(trade, trade.exchangeTimeUs() + 1_500, Origin.LIVE));
  }

  private static JournalId id(int number) {
    return new JournalId(1_789_295_134_000L + number, 0);
  }
}
