package btcfeed.application.work;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Runs one {@link Step} in a thread of its own, and in those that lend themselves, one at a time.
 *
 * <p>A step that throws has a bug; it is reported and the step called again after a pause, because
 * the other trades of the day are worth more than a clean death.
 */
public final class Runner implements Worker {
  private static final long AFTER_BUG_NANOS = 100_000_000L;
  private static final long OVER = -1;
  private static final int MOST_LENT = 4;

  private final Step step;
  private final LongSupplier whole;
  private final LongSupplier quick;
  private final BiConsumer<String, RuntimeException> bugs;
  private final Thread thread;
  private final ReentrantLock stepping = new ReentrantLock();
  private boolean over = true;
  private volatile boolean missed;
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
    this.whole = step::step;
    this.quick = step::quickStep;
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

  @Override
  public void lend() {
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

  private void run() {
    for (long wait = 0; wait != OVER; wait = turn()) {
      if (wait > 0 && !missed) {
        LockSupport.parkNanos(wait);
      }
    }
  }

  /** A step, unless there is to be none any more; how long to wait for the next. */
  private long turn() {
    stepping.lock();
    try {
      missed = false;
      over = stopped;
      long wait = over ? OVER : step(whole);
      over |= wait > 0 && draining && step.idle();
      return over ? OVER : wait;
    } finally {
      stepping.unlock();
    }
  }

  private long step(LongSupplier work) {
    try {
      return work.getAsLong();
    } catch (RuntimeException bug) {
      bugs.accept(thread.getName(), bug);
      return AFTER_BUG_NANOS;
    }
  }
}
