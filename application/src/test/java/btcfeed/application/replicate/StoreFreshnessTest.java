package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ingest.NewestTick;
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
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How fresh the price in a store is")
class StoreFreshnessTest {
  private final StoreFreshness freshness = new StoreFreshness();

  @Test
  @DisplayName("follows the newest tick once the store has it, and not before")
  void inOrder() {
    freshness.watch(newest(100, 7));
    freshness.applied(id(99));
    assertThat(freshness.newestTickNanos()).isEmpty();

    freshness.applied(id(100));
    assertThat(freshness.newestTickNanos()).hasValue(7L);
  }

  @Test
  @DisplayName("follows the records written ahead of a backlog, however long that is")
  void ahead() {
    freshness.watch(newest(100, 7));
    freshness.wentAhead(newest(5_000, 9), id(4_900), id(5_000));
    freshness.applied(id(50));

    assertThat(freshness.newestTickNanos()).hasValue(9L);
  }

  @Test
  @DisplayName("ignores a newest tick that was not written ahead")
  void notAmongThem() {
    freshness.wentAhead(newest(5_001, 9), id(4_900), id(5_000));
    freshness.wentAhead(newest(4_899, 9), id(4_900), id(5_000));

    assertThat(freshness.newestTickNanos()).isEmpty();
  }

  @Test
  @DisplayName("is not known of a store that is not what it was")
  void forgotten() {
    freshness.wentAhead(newest(5_000, 9), id(4_900), id(5_000));
    freshness.forget();

    assertThat(freshness.newestTickNanos()).isEmpty();
  }

  private static Optional<NewestTick> newest(long id, long receivedNanos) {
    Trade trade =
        new Trade(
            new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
            TradeId.of(id),
            Price.parse("64000"),
            Quantity.parse("1"),
            Side.BUY,
            id);
    return Optional.of(
        new NewestTick(id(id), new PriceTick(trade, id, Origin.LIVE), receivedNanos));
  }

  private static JournalId id(long ms) {
    return new JournalId(ms, 0);
  }
}
