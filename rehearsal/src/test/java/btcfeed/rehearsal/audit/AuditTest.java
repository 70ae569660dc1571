package btcfeed.rehearsal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An audit")
class AuditTest {
  private final TradeLedger ledger = new TradeLedger();
  private final Audit audit = new Audit(Map.of("binance", ledger));
  private RedisProcess primary;
  private RedisProcess failover;

  @BeforeEach
  void putUp() throws IOException {
    primary = RedisProcess.start();
    failover = RedisProcess.start();
    for (long id = 1; id <= 3; id++) {
      ledger.traded(
          new Trade(
              new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
              TradeId.of(id),
              Price.parse("64000.1"),
              Quantity.parse("0.5"),
              Side.BUY,
              id * 1_000));
    }
    both("1-0", "1", "64000.1");
    both("2-0", "2", "64000.1");
  }

  @AfterEach
  void takeDown() {
    primary.close();
    failover.close();
  }

  @Test
  @DisplayName("finds nothing where every trade is in both stores once")
  void fine() {
    both("3-0", "3", "64000.1");

    Audit.Result result = finish();

    assertThat(result.broken()).isEmpty();
    assertThat(result.equal()).isTrue();
    assertThat(result.ticks()).isEqualTo(3);
    assertThat(result.lost() + result.twice() + result.invented()).isZero();
  }

  @Test
  @DisplayName("finds a trade that is in no store, and one that is in one only")
  void lost() {
    assertThat(finish().lost()).as("in neither").isEqualTo(2);

    tick(primary, "3-0", "3", "64000.1");
    Audit.Result result = finish();

    assertThat(result.lost()).isEqualTo(1);
    assertThat(result.equal()).isFalse();
    assertThat(result.broken().toString()).contains("differ in btc:ticks", "binance 3", "failover");
  }

  @Test
  @DisplayName("finds a duplicate, and an entry without a trade")
  void twiceAndInvented() {
    both("3-0", "3", "64000.1");
    both("4-0", "2", "64000.1");
    both("5-0", "9", "64000.1");

    Audit.Result result = finish();

    assertThat(result.twice()).isEqualTo(2);
    assertThat(result.invented()).isEqualTo(2);
    assertThat(result.broken()).contains("trade 2 of binance stands there twice");
  }

  @Test
  @DisplayName("finds an entry that disappeared from a store")
  void gone() {
    both("3-0", "3", "64000.1");
    try (StoreReader first = StoreReader.local(primary.port());
        StoreReader second = StoreReader.local(failover.port())) {
      audit.readOn(StoreName.PRIMARY, first);
      audit.readOn(StoreName.FAILOVER, second);
    }
    primary.command("XDEL", "btc:ticks", "2-0");
    failover.command("XDEL", "btc:ticks", "2-0");

    assertThat(finish().broken())
        .containsExactly("of 3 trades that stood in the primary store only 2 do in the end");
  }

  @Test
  @DisplayName("counts missing trades as published only within an unrepairable gap")
  void published() {
    hole("4-0", "open");
    assertThat(finish().broken().toString()).contains("a hole is still open", "binance 3");

    hole("5-0", "unrepairable");
    Audit.Result result = finish();

    assertThat(result.broken()).isEmpty();
    assertThat(result.published()).isEqualTo(1);
    assertThat(result.unrepairable()).isEqualTo(1);
  }

  private Audit.Result finish() {
    try (StoreReader first = StoreReader.local(primary.port());
        StoreReader second = StoreReader.local(failover.port())) {
      return audit.finish(first, second);
    }
  }

  private void both(String entry, String trade, String price) {
    tick(primary, entry, trade, price);
    tick(failover, entry, trade, price);
  }

  private static void tick(RedisProcess redis, String entry, String trade, String price) {
    redis.command(
        "XADD",
        "btc:ticks",
        entry,
        "venue",
        "binance",
        "symbol",
        "BTC-USDT",
        "trade_id",
        trade,
        "price",
        price,
        "quantity",
        "0.5",
        "side",
        "buy",
        "origin",
        "live");
  }

  private void hole(String entry, String state) {
    for (RedisProcess redis : new RedisProcess[] {primary, failover}) {
      redis.command(
          "XADD",
          "btc:gaps",
          entry,
          "venue",
          "binance",
          "symbol",
          "BTC-USDT",
          "from_id",
          "3",
          "to_id",
          "3",
          "since_us",
          "0",
          "until_us",
          "0",
          "state",
          state,
          "trades",
          "0");
    }
  }
}
