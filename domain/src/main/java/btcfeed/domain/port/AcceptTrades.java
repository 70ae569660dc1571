package btcfeed.domain.port;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import java.util.List;

/**
 * Driving port: takes trades from lines and from the back-fill. Implemented by the ingest.
 *
 * <p>Any thread. Blocks while the ingest queue is full, so that back-pressure reaches the venue's
 * socket instead of the heap.
 */
public interface AcceptTrades {
  /**
   * Takes trades of one message, or of several that arrived together, in the order of arrival.
   *
   * @param receiveTimeUs wall time when their bytes had arrived, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  void accept(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos);

  /** Trades may be missing; what arrived before was accepted before. */
  void coverageLost(CoverageLoss loss);

  /** A search for the trades of a gap ended; what it found was accepted before. */
  void backfillFinished(Market market, Gap gap, SearchOutcome outcome);
}
