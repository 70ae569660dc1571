package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;

/**
 * The newest tick in the journal.
 *
 * @param receivedNanos when it was received, on the monotonic clock
 */
public record NewestTick(JournalId id, PriceTick tick, long receivedNanos) {

  Market market() {
    return tick.trade().market();
  }

  /**
   * Of two of one market the one that the venue says is later; {@code other} if it says neither.
   */
  NewestTick later(NewestTick other) {
    return tick.trade().exchangeTimeUs() > other.tick.trade().exchangeTimeUs() ? this : other;
  }
}
