package btcfeed.bootstrap.soak;

import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Reads on in both stores while a soak goes on, so that no stream is trimmed unread. The audit is
 * its alone until it is closed.
 */
final class StoreTailReader implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final Audit audit;
  private final Function<StoreName, StoreReader> open;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Begins to read.
   *
   * @param open a reader of a store; fails while that does not answer
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
      // It is in trouble, as it is meant to be: read on from the same place the next time.
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
