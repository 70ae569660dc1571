package btcfeed.bootstrap.wire;

import btcfeed.application.replicate.StoreImport;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What a start does about records that the journal lacks: asks each store once, all at the same
 * time; again, for a bounded time, only if the journal is known to lack something.
 */
final class LostRecords {
  /** How long stores are asked again before the service starts without an answer. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /** How long a store that answers may take for all it has. */
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private static final long PAUSE_NANOS = 200_000_000L;

  private LostRecords() {}

  static void readBack(StoreImport stores, JournalPort journal, Clock clock, FeedLog log) {
    if (!journal.lostRanges().isEmpty()) {
      log.report(new FeedLog.FeedEvent.JournalDamaged(journal.status().losses().damagedPlaces()));
    }
    long begun = clock.nanos();
    BooleanSupplier inTime = () -> clock.nanos() - begun < LONGEST_NANOS;
    while (!stores.attempt(inTime) && stores.isNeeded() && clock.nanos() - begun < PATIENCE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    stores.finish();
  }

  /** Runs each on a thread of its own, and returns when all are done. */
  static void together(List<Runnable> questions) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable question : questions) {
      threads.add(Thread.ofVirtual().name("ask-store").start(question));
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
