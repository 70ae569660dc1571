package btcfeed.application.replicate;

import btcfeed.domain.line.Backoff;
import java.util.function.DoubleSupplier;

/**
 * How long a sender waits before it retries its store. Sender thread only.
 *
 * <p>The first wait is short, because a restarted store is back in a moment. Each further wait is
 * up to twice as long, to a bound. Half of each wait is random, so that several services do not
 * retry together. The waits start over once the store has taken writes for {@link #STEADY_NANOS}.
 */
final class StoreRetry {
  static final long STEADY_NANOS = 5_000_000_000L;

  private final DoubleSupplier random;
  private Backoff backoff;
  private boolean attached;
  private long attachedNanos;

  /** {@code random} is uniform in [0, 1). */
  StoreRetry(Backoff backoff, DoubleSupplier random) {
    this.backoff = backoff;
    this.random = random;
  }

  /** The store takes writes from now on. */
  void attached(long nowNanos) {
    attached = true;
    attachedNanos = nowNanos;
  }

  /** The wait after a failure, in nanoseconds. */
  long failed(long nowNanos) {
    if (attached && nowNanos - attachedNanos >= STEADY_NANOS) {
      backoff = backoff.reset();
    }
    attached = false;
    backoff = backoff.failed();
    long half = backoff.ceiling().toNanos() / 2;
    return half + (long) (half * random.getAsDouble());
  }

  /**
   * The wait when the store has diverged: none at first, because reading its position repairs that.
   * A repeated divergence waits as a failure does.
   */
  long diverged(long nowNanos) {
    long wait = failed(nowNanos);
    return backoff.failures() == 1 ? 0 : wait;
  }
}
