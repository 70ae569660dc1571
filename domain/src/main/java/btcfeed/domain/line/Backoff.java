package btcfeed.domain.line;

import java.time.Duration;

/**
 * How long to wait before the next attempt: exponential, capped, with full jitter.
 *
 * <p>Pure: the caller brings the random number. Reset it only when data flowed, not when a
 * handshake succeeded: a venue that accepts and closes at once must not be hammered.
 *
 * @param first the longest first wait
 * @param cap the longest wait of all
 * @param failures how many attempts have failed in a row
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

  /** After one more failure. */
  public Backoff failed() {
    return new Backoff(first, cap, failures + 1);
  }

  /** After success. */
  public Backoff reset() {
    return new Backoff(first, cap, 0);
  }

  /**
   * The wait before the next attempt.
   *
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
