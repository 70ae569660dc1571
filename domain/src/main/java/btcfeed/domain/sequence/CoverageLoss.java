package btcfeed.domain.sequence;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;

/** What the lines to a venue may have missed. Times are the venue's, Unix microseconds. */
public sealed interface CoverageLoss {
  Venue venue();

  /** No line is connected. The loss ends with the venue's next trade. */
  record Disconnected(Venue venue) implements CoverageLoss {}

  /** No line covers this time, although trades before and after it arrived. */
  record MissedTime(Venue venue, long sinceUs, long untilUs) implements CoverageLoss {}

  /**
   * Trades of another history are added, from this time on. No history covers the time between them
   * and the trades that are known.
   */
  record HistoryAdded(Market market, long sinceUs) implements CoverageLoss {
    @Override
    public Venue venue() {
      return market.venue();
    }
  }

  /**
   * The id of this trade arrived, and the trade did not.
   *
   * @param byUs our wall time when the id arrived, Unix microseconds
   */
  record AnnouncedButMissing(Market market, TradeId id, long byUs) implements CoverageLoss {
    @Override
    public Venue venue() {
      return market.venue();
    }
  }
}
