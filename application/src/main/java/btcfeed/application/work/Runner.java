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
 * Runs one {@link Step} in a thread of its own, and in those that lend themselves, one at a time.
 *
 * <p>A step that throws has a bug; it is reported and the step called again after a pause, because
 * the other trades of the day are worth more than a clean death. That holds for every {@link
 * Throwable}: a jar that was replaced under the service throws a NoClassDefFoundError in one step
 * and not in the next. The launchers set {@code -XX:+ExitOnOutOfMemoryError}, so the process ends
 * before an OutOfMemoryError comes here; without that option it is treated like the others.
 */
public final class Runner implements Worker {
  private static final long AFTER_BUG_NANOS = 100_000_000L;
  private static final long OVER = -1;
  private static final int MOST_LENT = 4;

  private final String name;
  private final Step step;
  private final LongSupplier whole;
  private final LongSupplier quick;
  private final BiConsumer<String, Throwable> bugs;
  private final Thread thread;
  private final LongAdder failures = new LongAdder();
  private final ReentrantLock stepping = new ReentrantLock();
  private boolean over = true;
  private volatile boolean missed;
  private volatile boolean draining;
  private volatile boolean stopped;
  private volatile boolean ended;
  private volatile boolean failing;

  /**
   * Makes the thread, not yet started.
   *
   * @param bugs is told the thread's name and what it threw
   */
  public Runner(
      Thread.Builder threads, String name, Step step, BiConsumer<String, Throwable> bugs) {
    this(threads.name(name).factory(), name, step, bugs);
  }

  Runner(ThreadFactory threads, String name, Step step, BiConsumer<String, Throwable> bugs) {
    this.name = name;
    this.step = step;
    this.whole = step::step;
    this.quick = step::stepNonBlocking;
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

  @Override
  public void runInline() {
    missed = true;
    long wait = 0;
    // Whoever is at it looks once more after it has let go, so nothing is missed.
    for (int turn = 0; turn < MOST_LENT && (wait == 0 || missed); turn++) {
      if (stepping.isHeldByCurrentThread() || !stepping.tryLock()) {
        return;
      }
      try {
        missed = false;
        wait = over ? Step.UNTIL_WOKEN : step(quick);
      } finally {
        stepping.unlock();
      }
      if (wait > 0 && wait < Step.UNTIL_WOKEN) {
        break;
      }
    }
    if (missed || draining || wait < Step.UNTIL_WOKEN) {
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
    for (long wait = 0; wait != OVER; wait = turn()) {
      if (wait > 0 && !missed) {
        LockSupport.parkNanos(wait);
      }
    }
    ended = true;
  }

  /** A step, unless there is to be none any more; how long to wait for the next. */
  private long turn() {
    stepping.lock();
    try {
      missed = false;
      over = stopped;
      long wait = over ? OVER : step(whole);
      over |= wait > 0 && draining && idle();
      return over ? OVER : wait;
    } finally {
      stepping.unlock();
    }
  }

  /** A step that cannot say whether it is done is called until the patience of a drain is over. */
  private boolean idle() {
    try {
      return step.idle();
    } catch (Throwable bug) {
      failures.increment();
      tell(bug);
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
      tell(bug);
      return AFTER_BUG_NANOS;
    }
  }

  /** What cannot even be reported is counted, and must not end the thread. */
  private void tell(Throwable bug) {
    try {
      bugs.accept(name, bug);
    } catch (Throwable _) {
      failures.increment();
    }
  }
}
