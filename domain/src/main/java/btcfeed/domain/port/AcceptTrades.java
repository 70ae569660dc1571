package btcfeed.domain.port;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import java.util.List;

/**
 * Driving port: what brings trades says them here. Implemented by the application's ingest.
 *
 * <p>Any thread. Blocks while the ingest queue is full, so that pressure reaches the venue's socket
 * instead of the heap.
 */
public interface AcceptTrades {
  /**
   * Hands over trades of one message, or of a few that arrived together, in the order they came.
   *
   * @param receiveTimeUs wall time when their bytes had arrived, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  void accept(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos);

  /** Nobody listens to the venue any more, until its next trade. */
  void interrupted(Venue venue);

  /**
   * Nobody listened to the venue for a while that lies behind us; trades before and after it came.
   *
   * @param sinceUs the venue's time from which nobody listened, Unix microseconds
   * @param untilUs the venue's time from which somebody did
   */
  void unheard(Venue venue, long sinceUs, long untilUs);

  /**
   * A trade of which only the name came, on a line that then ended, while nobody else listened.
   *
   * @param receiveTimeUs wall time when its bytes ended, Unix microseconds
   */
  void missed(Market market, TradeId id, long receiveTimeUs);

  /** Everything the search for a gap's trades brought was handed over before. */
  void sought(Market market, Gap gap, SearchOutcome search);
}
