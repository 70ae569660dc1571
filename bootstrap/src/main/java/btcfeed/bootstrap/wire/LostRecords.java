package btcfeed.bootstrap.wire;

import btcfeed.application.replicate.StoreImport;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import java.util.concurrent.locks.LockSupport;

/** What a start does about records that the journal lost: asks the stores, for a bounded time. */
final class LostRecords {
  /** How long stores are asked before the service starts without an answer. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final long PAUSE_NANOS = 200_000_000L;

  private LostRecords() {}

  static void readBack(StoreImport stores, JournalPort journal, Clock clock, FeedLog log) {
    if (!stores.isNeeded()) {
      return;
    }
    log.report(new FeedLog.Happening.JournalDamaged(journal.status().losses().damagedPlaces()));
    long deadline = clock.nanos() + PATIENCE_NANOS;
    while (!stores.attempt() && clock.nanos() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    stores.finish();
  }
}
