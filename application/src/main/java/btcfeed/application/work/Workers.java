package btcfeed.application.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Creates workers: threads, or in a simulation one loop with virtual time. */
@FunctionalInterface
public interface Workers {
  enum ThreadKind {
    /** For steps that every trade passes through. */
    PLATFORM,
    /** For steps that mostly wait. */
    VIRTUAL
  }

  /** Creates a worker for a step; it does not run yet. */
  Worker schedule(ThreadKind kind, String name, Step step);

  /**
   * Runs all tasks and returns when they have ended, at the latest after {@code atMost}. Threads
   * run them in parallel, a simulation in order. Tasks that are late continue on their own.
   */
  default void runAll(List<Runnable> tasks, Duration atMost) {
    tasks.forEach(Runnable::run);
  }

  /**
   * One thread for each step.
   *
   * @param bugs receives the thread's name and the error of a step
   */
  static Workers threads(BiConsumer<String, Throwable> bugs) {
    return new Workers() {
      @Override
      public Worker schedule(ThreadKind kind, String name, Step step) {
        return new Runner(
            switch (kind) {
              case PLATFORM -> Thread.ofPlatform().daemon();
              case VIRTUAL -> Thread.ofVirtual();
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
