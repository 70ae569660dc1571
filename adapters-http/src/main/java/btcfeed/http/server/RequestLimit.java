package btcfeed.http.server;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The limit on concurrent requests. Probes have permits of their own for the time when all others
 * are taken. Any thread.
 */
final class RequestLimit {
  /** Probes at once while all other permits are taken. */
  private static final int PROBES_AT_ONCE = 8;

  private final HttpOptions.Requests limits;
  private final Semaphore usual;
  private final Semaphore forProbes = new Semaphore(PROBES_AT_ONCE, true);

  RequestLimit(HttpOptions.Requests limits) {
    this.limits = limits;
    this.usual = new Semaphore(limits.atOnce(), true);
  }

  /** The semaphore to release after the response; empty if it gave no permit in time. */
  Optional<Semaphore> acquire(boolean probe) {
    if (probe && usual.tryAcquire()) {
      return Optional.of(usual);
    }
    return Optional.of(probe ? forProbes : usual).filter(this::await);
  }

  private boolean await(Semaphore permits) {
    if (permits.tryAcquire()) {
      return true;
    }
    try {
      return permits.getQueueLength() < limits.queued()
          && permits.tryAcquire(limits.queueTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
