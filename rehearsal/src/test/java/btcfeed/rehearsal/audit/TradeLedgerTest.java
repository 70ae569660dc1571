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
import btcfeed.rehearsal.audit.TradeLedger.Found;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ledger of a venue")
class TradeLedgerTest {
  private final TradeLedger ledger = new TradeLedger();

  @Test
  @DisplayName("recognises a trade whatever zeros its numbers end in, and its duplicate")
  void found() {
    trade(7);

    assertThat(seen(StoreName.PRIMARY, "7")).isEqualTo(Found.NEW);
    assertThat(ledger.seen(StoreName.FAILOVER, "7", "64000.10", "0.500", "buy"))
        .isEqualTo(Found.NEW);
    assertThat(seen(StoreName.PRIMARY, "7")).isEqualTo(Found.TWICE);
  }

  @Test
  @DisplayName("reports an entry without a trade as invented")
  void invented() {
    trade(7);

    assertThat(seen(StoreName.PRIMARY, "8")).isEqualTo(Found.INVENTED);
    assertThat(ledger.seen(StoreName.PRIMARY, "7", "64000.2", "0.5", "buy"))
        .isEqualTo(Found.INVENTED);
    assertThat(ledger.seen(StoreName.PRIMARY, "7", "64000.1", "0.5", "sell"))
        .isEqualTo(Found.INVENTED);
    assertThat(seen(StoreName.PRIMARY, "seven")).isEqualTo(Found.INVENTED);
  }

  @Test
  @DisplayName("lists the missing trades of each store with their times")
  void missing() {
    trade(7);
    trade(5_000);
    seen(StoreName.PRIMARY, "7");

    assertThat(missing(StoreName.PRIMARY)).containsExactly(5_000L);
    assertThat(missing(StoreName.FAILOVER)).containsExactly(7L, 5_000L);
    List<Long> times = new ArrayList<>();
    ledger.missing(StoreName.PRIMARY, (_, timeUs) -> times.add(timeUs));
    assertThat(times).containsExactly(5_000_000L);
  }

  @Test
  @DisplayName("drops the details of trades in both stores, and still detects their duplicates")
  void bounded() {
    for (long id = 1; id <= 200_000; id++) {
      trade(id);
      if (id != 150_000) {
        for (StoreName store : StoreName.values()) {
          assertThat(seen(store, Long.toString(id))).isEqualTo(Found.NEW);
        }
      }
    }
    ledger.compact();

    assertThat(ledger.pagesKept()).isLessThan(6);
    assertThat(seen(StoreName.PRIMARY, "17")).isEqualTo(Found.TWICE);
    assertThat(missing(StoreName.PRIMARY)).containsExactly(150_000L);
    assertThat(ledger.trades()).isEqualTo(200_000);
  }

  @Test
  @DisplayName("takes the number an id begins with")
  void number() {
    assertThat(TradeLedger.number("17X0_18X0")).isEqualTo(17);
    assertThat(TradeLedger.number("42")).isEqualTo(42);
  }

  private void trade(long id) {
    ledger.traded(
        new Trade(
            new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
            TradeId.of(id),
            Price.parse("64000.1"),
            Quantity.parse("0.5"),
            Side.BUY,
            id * 1_000));
  }

  private Found seen(StoreName store, String id) {
    return ledger.seen(store, id, "64000.1", "0.5", "buy");
  }

  private List<Long> missing(StoreName store) {
    List<Long> numbers = new ArrayList<>();
    ledger.missing(store, (number, _) -> numbers.add(number));
    return numbers;
  }
}
