package btcfeed.application.work;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Runs one {@link Step} in a thread of its own.
 *
 * <p>A step that throws has a bug; it is reported and the step called again after a pause, because
 * the other trades of the day are worth more than a clean death.
 */
public final class Runner implements Worker {
  private static final long AFTER_BUG_NANOS = 100_000_000L;

  private final Step step;
  private final BiConsumer<String, RuntimeException> bugs;
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean stopped;

  /**
   * Makes the thread, not yet started.
   *
   * @param bugs is told the thread's name and what it threw
   */
  public Runner(
      Thread.Builder threads, String name, Step step, BiConsumer<String, RuntimeException> bugs) {
    this.step = step;
    this.bugs = bugs;
    this.thread = threads.name(name).unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void drain(Duration patience) {
    draining = true;
    wake();
    join(patience);
    stop();
  }

  @Override
  public void stop() {
    stopped = true;
    wake();
    thread.interrupt();
    join(Duration.ofSeconds(1));
  }

  private void join(Duration patience) {
    boolean interrupted = false;
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(patience);
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      long wait;
      try {
        wait = step.step();
      } catch (RuntimeException bug) {
        bugs.accept(thread.getName(), bug);
        wait = AFTER_BUG_NANOS;
      }
      if (wait > 0) {
        if (draining && step.idle()) {
          return;
        }
        LockSupport.parkNanos(wait);
      }
    }
  }
}
