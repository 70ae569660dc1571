package btcfeed.application.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Who runs the steps: threads, or in a simulation one loop with virtual time. So the parts are
 * wired once, and what is simulated is what runs.
 */
@FunctionalInterface
public interface Workers {
  /** What a step mostly does. */
  enum ThreadKind {
    /** On the way of every trade: worth a thread of the host's. */
    BUSY,
    /** Waits for somebody else, as a rule. */
    PATIENT
  }

  /** A worker for a step, not started yet. */
  Worker schedule(ThreadKind duty, String name, Step step);

  /**
   * Runs all tasks and returns when they have ended, at the latest after {@code atMost}. Threads
   * run them in parallel, so that the slowest task decides how long it takes and not their number;
   * a simulation runs them in order. Tasks that are not done in time go on by themselves.
   */
  default void runAll(List<Runnable> tasks, Duration atMost) {
    tasks.forEach(Runnable::run);
  }

  /**
   * A thread for each step, a platform one for those that are busy.
   *
   * @param bugs is told the thread's name and what a step threw
   */
  static Workers threads(BiConsumer<String, Throwable> bugs) {
    return new Workers() {
      @Override
      public Worker schedule(ThreadKind duty, String name, Step step) {
        return new Runner(
            switch (duty) {
              case BUSY -> Thread.ofPlatform().daemon();
              case PATIENT -> Thread.ofVirtual();
            },
            name,
            step,
            bugs);
      }

      @Override
      public void runAll(List<Runnable> tasks, Duration atMost) {
        CountDownLatch left = new CountDownLatch(tasks.size());
        for (Runnable task : tasks) {
          Thread.ofVirtual().name("closing").start(() -> run(task, left));
        }
        try {
          boolean _ = left.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }

      private void run(Runnable task, CountDownLatch left) {
        try {
          task.run();
        } catch (RuntimeException | Error bug) {
          bugs.accept(Thread.currentThread().getName(), bug);
        } finally {
          left.countDown();
        }
      }
    };
  }
}
