package btcfeed.bootstrap.composition;

import btcfeed.application.replicate.StoreImport;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads records that the journal lacks back from the stores, at the start. It asks every store
 * once, in parallel. It repeats this for a bounded time only if the journal is known to lack
 * records.
 */
final class LostRecords {
  /** After this time the service starts without an answer. */
  private static final long ANSWER_WITHIN_NANOS = 5_000_000_000L;

  /** The longest that a store that answers may take for all its records. */
  private static final long READ_WITHIN_NANOS = 60_000_000_000L;

  private static final long PAUSE_NANOS = 200_000_000L;

  private LostRecords() {}

  static void readBack(StoreImport stores, JournalPort journal, Clock clock, FeedLog log) {
    if (!journal.lostRanges().isEmpty()) {
      log.report(new FeedLog.FeedEvent.JournalDamaged(journal.status().losses().damagedPlaces()));
    }
    long start = clock.nanos();
    BooleanSupplier inTime = () -> clock.nanos() - start < READ_WITHIN_NANOS;
    while (!stores.attempt(inTime)
        && stores.isNeeded()
        && clock.nanos() - start < ANSWER_WITHIN_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    stores.finish();
  }
}
