package btcfeed.bootstrap.composition;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly end: the JVM waits until the main thread has finished,
 * and ends with its exit code. Any thread.
 */
final class Shutdown {
  private final CountDownLatch signal = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Duration finishWithin;
  private volatile int exitCode = 1;

  private Shutdown(Duration finishWithin) {
    this.finishWithin = finishWithin;
  }

  /** Begins to listen; the main thread has ten seconds to finish. */
  static Shutdown onSignal() {
    return onSignal(Duration.ofSeconds(10));
  }

  /** Begins to listen; the main thread has this long to finish. */
  static Shutdown onSignal(Duration finishWithin) {
    Shutdown shutdown = new Shutdown(finishWithin);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(shutdown::end));
    return shutdown;
  }

  /** True once the signal came. */
  boolean requested() {
    return signal.getCount() == 0;
  }

  /** Waits for the signal, at most so long where a time is given. */
  void await(Optional<Duration> atMost) {
    if (atMost.isPresent()) {
      boolean _ = await(atMost.get());
      return;
    }
    boolean waiting = true;
    while (waiting) {
      try {
        signal.await();
        waiting = false;
      } catch (InterruptedException _) {
        // Only a signal ends the service.
      }
    }
  }

  /** Waits for the signal, at most so long; true once it came. An interrupt counts as one. */
  boolean await(Duration atMost) {
    try {
      return signal.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      return true;
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
    signal.countDown();
    try {
      if (!finished.await(finishWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = 1;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A JVM that a signal ends reports the signal, but an orderly end reports its own code.
    Runtime.getRuntime().halt(exitCode);
  }
}
