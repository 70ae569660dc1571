package btcfeed.application.work;

import btcfeed.domain.health.WorkerReport;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Runs one {@link Step} on its own thread, and inline on other threads, one at a time.
 *
 * <p>An error in a step is reported, and the step is called again after a pause, so that one bug
 * does not stop the feed. This holds for every {@link Throwable}: a replaced jar causes a
 * NoClassDefFoundError in one step and not in the next. The launchers set {@code
 * -XX:+ExitOnOutOfMemoryError}; without that option an OutOfMemoryError is handled like the others.
 */
public final class Runner implements Worker {
  private static final long AFTER_BUG_NANOS = 100_000_000L;
  private static final long ENDED = -1;
  private static final int MAX_INLINE_STEPS = 4;

  private final String name;
  private final Step step;
  private final LongSupplier blocking;
  private final LongSupplier nonBlocking;
  private final BiConsumer<String, Throwable> bugs;
  private final Thread thread;
  private final LongAdder failures = new LongAdder();
  private final ReentrantLock stepping = new ReentrantLock();
  private boolean over = true;
  private volatile boolean signalled;
  private volatile boolean draining;
  private volatile boolean stopped;
  private volatile boolean ended;
  private volatile boolean failing;

  /**
   * Creates the thread; it does not run yet.
   *
   * @param bugs receives the thread's name and the error
   */
  public Runner(
      Thread.Builder threads, String name, Step step, BiConsumer<String, Throwable> bugs) {
    this(threads.name(name).factory(), name, step, bugs);
  }

  Runner(ThreadFactory threads, String name, Step step, BiConsumer<String, Throwable> bugs) {
    this.name = name;
    this.step = step;
    this.blocking = step::step;
    this.nonBlocking = step::stepNonBlocking;
    this.bugs = bugs;
    this.thread = threads.newThread(this::run);
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
  public void drain(Duration timeout) {
    draining = true;
    wake();
    join(timeout);
    stop();
  }

  @Override
  public void stop() {
    stopped = true;
    wake();
    thread.interrupt();
    join(Duration.ofSeconds(1));
  }

  private void join(Duration timeout) {
    boolean interrupted = false;
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(timeout);
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void tryRunInline() {
    signalled = true;
    long wait = 0;
    // The thread that holds the lock checks the flag again after unlocking, so no signal is lost.
    for (int i = 0; i < MAX_INLINE_STEPS && (wait == 0 || signalled); i++) {
      if (stepping.isHeldByCurrentThread() || !stepping.tryLock()) {
        return;
      }
      try {
        signalled = false;
        wait = over ? Step.UNTIL_WOKEN : step(nonBlocking);
      } finally {
        stepping.unlock();
      }
      if (wait > 0 && wait < Step.UNTIL_WOKEN) {
        break;
      }
    }
    if (signalled || draining || wait < Step.UNTIL_WOKEN) {
      wake();
    }
  }

  @Override
  public WorkerReport report() {
    boolean started = thread.getState() != Thread.State.NEW;
    boolean dead = started && !thread.isAlive() && !ended;
    return new WorkerReport(name, !dead, failing, failures.sum());
  }

  private void run() {
    for (long wait = 0; wait != ENDED; wait = next()) {
      if (wait > 0 && !signalled) {
        LockSupport.parkNanos(wait);
      }
    }
    ended = true;
  }

  /** Runs a step unless the worker has ended; returns the wait before the next one. */
  private long next() {
    stepping.lock();
    try {
      signalled = false;
      over = stopped;
      long wait = over ? ENDED : step(blocking);
      over |= wait > 0 && draining && idle();
      return over ? ENDED : wait;
    } finally {
      stepping.unlock();
    }
  }

  /** If this fails, the step counts as busy until the drain times out. */
  private boolean idle() {
    try {
      return step.idle();
    } catch (Throwable bug) {
      failures.increment();
      report(bug);
      return false;
    }
  }

  private long step(LongSupplier work) {
    try {
      long wait = work.getAsLong();
      failing = false;
      return wait;
    } catch (Throwable bug) {
      failing = true;
      failures.increment();
      report(bug);
      return AFTER_BUG_NANOS;
    }
  }

  /** An error in the report must not end the thread; it is counted. */
  private void report(Throwable bug) {
    try {
      bugs.accept(name, bug);
    } catch (Throwable _) {
      failures.increment();
    }
  }
}
