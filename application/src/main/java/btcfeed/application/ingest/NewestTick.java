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

  /** The later of two by the venue's time; {@code other} if they are equal. */
  NewestTick later(NewestTick other) {
    return tick.trade().exchangeTimeUs() > other.tick.trade().exchangeTimeUs() ? this : other;
  }
}
