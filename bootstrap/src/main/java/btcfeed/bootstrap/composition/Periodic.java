package btcfeed.bootstrap.composition;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A task that runs periodically on a thread of its own, until it is closed. */
final class Periodic implements AutoCloseable {
  private final ScheduledExecutorService executor;

  private Periodic(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Starts it. The task must not throw. */
  static Periodic every(Duration period, String name, Runnable task) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var _ =
        executor.scheduleWithFixedDelay(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return new Periodic(executor);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
