package btcfeed.exchange.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cancels an exchange that is not finished in time. One virtual thread until then. */
final class Watchdog implements AutoCloseable {
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean expired;

  Watchdog(Cancellation cancel, Duration timeout) {
    Thread.ofVirtual()
        .name("deadline")
        .start(
            () -> {
              if (!finishedWithin(timeout)) {
                expired = true;
                cancel.cancel();
              }
            });
  }

  /** True if the exchange was cancelled for its time. */
  boolean expired() {
    return expired;
  }

  /** The exchange is finished. */
  @Override
  public void close() {
    finished.countDown();
  }

  private boolean finishedWithin(Duration timeout) {
    try {
      return finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }
}
