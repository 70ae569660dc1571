package btcfeed.bootstrap.soak;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an early end with a report: the soak is told, and the JVM waits for
 * it, though not for ever, and ends with its exit code.
 */
final class CtrlC {
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Duration patience;
  private final Thread hook = Thread.ofPlatform().name("soak-ends").unstarted(this::end);
  private volatile int exitCode = 1;

  private CtrlC(Duration patience) {
    this.patience = patience;
  }

  static CtrlC listen(Duration patience) {
    CtrlC ctrlC = new CtrlC(patience);
    Runtime.getRuntime().addShutdownHook(ctrlC.hook);
    return ctrlC;
  }

  boolean pressed() {
    return told.getCount() == 0;
  }

  /** Everything is said; if the process is ending, it ends with this code. */
  void finish(int code) {
    exitCode = code;
    finished.countDown();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook with that code.
    }
  }

  private void end() {
    told.countDown();
    try {
      if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = 1;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    // A JVM that dies of a signal reports the signal; the report is what this was for.
    Runtime.getRuntime().halt(exitCode);
  }
}
