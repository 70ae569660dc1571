package btcfeed.application.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalEvent;
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
import btcfeed.domain.sequence.CoverageLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Trades that a follower's journal had and the leader's history does not")
class HeldArrivalsTest {
  private static final Venue MEXC = new Venue("mexc");
  private static final Market MARKET = new Market(MEXC, new Symbol("BTC", "USDT"));
  private static final long START_US = 1_790_000_000_000_000L;
  private static final long SECOND_US = 1_000_000;
  private static final CoverageLoss ADDED =
      new CoverageLoss.HistoryAdded(MARKET, START_US + 7 * SECOND_US - HeldOfVenue.UNNOTICED_US);

  private final HeldArrivals held = new HeldArrivals();

  @Test
  @DisplayName("are another history, if nothing of their market is left in the journal")
  void anotherHistory() {
    held.addRemoved(List.of(tick(2), tick(7)), _ -> false, 0);
    assertThat(losses()).containsExactly(ADDED, ADDED, new CoverageLoss.Disconnected(MEXC));
  }

  @Test
  @DisplayName("continue the history that is left of their market")
  void continued() {
    held.addRemoved(List.of(tick(2), tick(7)), _ -> true, 0);
    assertThat(losses()).containsExactly(new CoverageLoss.Disconnected(MEXC));
  }

  @Test
  @DisplayName("are another history as long as one of them is held")
  void droppedInPart() {
    held.addRemoved(List.of(tick(2), tick(7)), _ -> false, 0);
    held.copied(trade(65));
    held.add(new Arrival.Trades(List.of(trade(66)), Origin.LIVE, START_US, 0));
    assertThat(losses()).contains(ADDED);
  }

  private List<CoverageLoss> losses() {
    List<CoverageLoss> losses = new ArrayList<>();
    for (Optional<Arrival> next = held.next(); next.isPresent(); next = held.next()) {
      if (next.get() instanceof Arrival.CoverageLost(CoverageLoss loss)) {
        losses.add(loss);
      }
    }
    return losses;
  }

  private static JournalEvent tick(int second) {
    Trade trade = trade(second);
    return new JournalEvent.Ticked(new PriceTick(trade, trade.exchangeTimeUs(), Origin.LIVE));
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
