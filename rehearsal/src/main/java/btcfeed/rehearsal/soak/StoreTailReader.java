package btcfeed.rehearsal.soak;

import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lets the audit read both stores every 20 s while the soak runs, so that no stream is trimmed
 * unread. Until it is closed, only its thread uses the audit.
 */
final class StoreTailReader implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final Audit audit;
  private final Function<StoreName, StoreReader> open;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts to read.
   *
   * @param open opens a reader of a store; fails while the store does not answer
   */
  StoreTailReader(Audit audit, Function<StoreName, StoreReader> open) {
    this.audit = audit;
    this.open = open;
    this.thread = Thread.ofPlatform().daemon().name("soak-reads").start(this::run);
  }

  private void run() {
    try {
      while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        for (StoreName store : StoreName.values()) {
          readOn(store);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOn(StoreName store) {
    try (StoreReader reader = open.apply(store)) {
      audit.readOn(store, reader);
    } catch (RuntimeException away) {
      // A fault is injected there: the next round continues from the same place.
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
