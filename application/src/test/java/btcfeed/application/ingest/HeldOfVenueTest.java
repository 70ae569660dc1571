package btcfeed.application.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.CoverageLoss;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a follower holds of a venue")
class HeldOfVenueTest {
  private static final Venue MEXC = new Venue("mexc");
  private static final Market MARKET = new Market(MEXC, new Symbol("BTC", "USDT"));
  private static final long START_US = 1_790_000_000_000_000L;
  private static final long SECOND_US = 1_000_000;

  private final HeldOfVenue held = new HeldOfVenue();

  @Test
  @DisplayName("covers a market if a line has trades from long before the end of the streams")
  void line() {
    held.add(trades(0, Origin.LIVE));
    held.copied(trade(40));
    assertThat(held.covers(MARKET)).isTrue();
  }

  @Test
  @DisplayName("covers nothing that was only back-filled")
  void backFilled() {
    held.add(trades(0, Origin.BACKFILL));
    held.copied(trade(40));
    assertThat(held.covers(MARKET)).isFalse();
  }

  @Test
  @DisplayName("covers nothing from before a time without a line")
  void disconnected() {
    held.add(trades(0, Origin.LIVE));
    held.add(new Arrival.CoverageLost(new CoverageLoss.Disconnected(MEXC)));
    held.add(trades(30, Origin.LIVE));
    held.copied(trade(40));
    assertThat(held.covers(MARKET)).isFalse();
  }

  private static Arrival trades(int second, Origin origin) {
    Trade trade = trade(second);
    return new Arrival.Trades(List.of(trade), origin, trade.exchangeTimeUs(), 0);
  }

  private static Trade trade(int second) {
    return new Trade(
        MARKET,
        TradeId.of("n" + second),
        new Price(6_500_000, 2),
        new Quantity(1, 0),
        Side.BUY,
        START_US + second * SECOND_US);
  }
}
