package btcfeed.bootstrap.wire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly end with exit code 0: the main thread is told, and the
 * JVM waits until it has finished, or for ten seconds.
 */
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = 1;

  /** Begins to listen. */
  static Shutdown onSignal() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(shutdown::end));
    return shutdown;
  }

  /** Returns when the process is told to stop. */
  void await() {
    boolean waiting = true;
    while (waiting) {
      try {
        told.await();
        waiting = false;
      } catch (InterruptedException _) {
        // Nobody interrupts the main thread on purpose; only a signal ends the service.
      }
    }
  }

  /** Returns when the process is told to stop, or after so long. */
  void await(Duration atMost) {
    try {
      var _ = told.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts the main thread on purpose; then it ends now.
    }
  }

  /** Everything is closed; the process ends with this code. */
  int finish(int code) {
    exitCode = code;
    finished.countDown();
    return code;
  }

  private void end() {
    if (finished.getCount() == 0) {
      return;
    }
    told.countDown();
    try {
      if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = 1;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A JVM that dies of a signal reports the signal; stopping when asked to is a success.
    Runtime.getRuntime().halt(exitCode);
  }
}
