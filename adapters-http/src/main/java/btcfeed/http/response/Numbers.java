package btcfeed.http.response;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Formats numbers for JSON: finite, without an exponent, without superfluous zeros.
 *
 * <p>Every fraction in a response passes through here. {@code NaN}, {@code Infinity} and {@code
 * 1.0E7} therefore never reach a client.
 */
public final class Numbers {
  private static final int DECIMALS = 6;
  private static final double LARGEST = 1e15;
  private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000L);

  private Numbers() {}

  /** {@link #finite}, with at most six decimals. */
  public static BigDecimal decimal(double value) {
    return plain(BigDecimal.valueOf(finite(value)).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  /** {@code NaN} becomes 0; other values are limited to 10^15 in size. */
  public static double finite(double value) {
    return Double.isNaN(value) ? 0 : Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  /** Seconds, to the millisecond. */
  public static BigDecimal seconds(Duration duration) {
    return plain(BigDecimal.valueOf(duration.toMillis(), 3));
  }

  /** Seconds since a monotonic time, to the millisecond, never negative. */
  public static BigDecimal secondsSince(long sinceNanos, Moment now) {
    return seconds(Duration.ofNanos(Math.max(0, now.nanos() - sinceNanos)));
  }

  /** Unix seconds of a wall time in microseconds. */
  public static BigDecimal epochSeconds(long wallUs) {
    return plain(BigDecimal.valueOf(wallUs).divide(MICROS_PER_SECOND));
  }

  /** {@code part} of {@code whole} in percent; 0 if {@code whole} is 0. */
  public static BigDecimal percent(long part, long whole) {
    return whole == 0 ? BigDecimal.ZERO : decimal(100.0 * part / whole);
  }

  /** Seconds as a double, for formats without exact decimals. */
  public static double secondsDouble(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
