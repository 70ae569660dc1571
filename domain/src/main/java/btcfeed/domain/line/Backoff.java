package btcfeed.domain.line;

import java.time.Duration;

/**
 * The wait before the next attempt: exponential, capped, with full jitter. Pure: the caller passes
 * the random number.
 *
 * <p>It is reset when data arrived, not after a handshake: a venue that accepts and closes at once
 * must not be dialled in a loop.
 *
 * @param first the longest first wait
 * @param cap the longest wait of all
 * @param failures failed attempts in a row
 */
public record Backoff(Duration first, Duration cap, int failures) {
  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException("back-off runs from " + first + " up to " + cap);
    }
  }

  public Backoff(Duration first, Duration cap) {
    this(first, cap, 0);
  }

  public Backoff failed() {
    return new Backoff(first, cap, failures + 1);
  }

  public Backoff reset() {
    return new Backoff(first, cap, 0);
  }

  /**
   * @param random uniform in [0, 1)
   */
  public Duration delay(double random) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) (ceiling().toNanos() * random));
  }

  /** The longest the next wait can be. */
  public Duration ceiling() {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    long nanos = first.toNanos();
    for (int i = 0; i < doublings && nanos < cap.toNanos(); i++) {
      nanos *= 2;
    }
    return Duration.ofNanos(Math.min(nanos, cap.toNanos()));
  }
}
