package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a timeout. */
final class Wait {
  private static final long POLL_NANOS = 2_000_000;

  private Wait() {}

  /** A condition that reads from another process. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Checks every two milliseconds; fails with {@code what} after {@code atMost}. */
  static void until(String what, Duration atMost, Condition condition) throws IOException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("gave up after " + atMost.toSeconds() + " s waiting until " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
