package btcfeed.domain.candle;

import java.util.Optional;

/**
 * The length of a candle, how many share a page, and how long they are kept. Times are Unix
 * milliseconds; buckets and pages start at multiples of their length, in UTC.
 */
public enum Interval {
  SECOND("1s", 1_000, 1_440, Interval.DAY_MS),
  MINUTE("1m", 60_000, 1_440, 7 * Interval.DAY_MS),
  FIVE_MINUTES("5m", 300_000, 1_440, 30 * Interval.DAY_MS),
  HOUR("1h", 3_600_000, 1_440, 366 * Interval.DAY_MS),
  DAY("1d", Interval.DAY_MS, 1_440, Long.MAX_VALUE);

  private static final long DAY_MS = 86_400_000;

  private final String text;
  private final long lengthMs;
  private final long pageMs;
  private final long keptMs;

  Interval(String text, long lengthMs, int bucketsOfPage, long keptMs) {
    this.text = text;
    this.lengthMs = lengthMs;
    this.pageMs = lengthMs * bucketsOfPage;
    this.keptMs = keptMs;
  }

  /** The value in requests: {@code 1s}, {@code 1m}, {@code 5m}, {@code 1h}, {@code 1d}. */
  public String text() {
    return text;
  }

  /** Reads {@link #text}. */
  public static Optional<Interval> parse(String text) {
    for (Interval interval : values()) {
      if (interval.text.equals(text)) {
        return Optional.of(interval);
      }
    }
    return Optional.empty();
  }

  public long lengthMs() {
    return lengthMs;
  }

  /** Start of the bucket that contains a moment. */
  public long bucketOf(long ms) {
    return ms - Math.floorMod(ms, lengthMs);
  }

  /** Start of the page that contains a moment. */
  public long pageOf(long ms) {
    return ms - Math.floorMod(ms, pageMs);
  }

  /** Start of the next page. */
  public long pageAfter(long pageStartMs) {
    return pageStartMs + pageMs;
  }

  /** Start of the oldest page that is kept at a moment. */
  public long oldestPage(long nowMs) {
    return keptMs == Long.MAX_VALUE ? Long.MIN_VALUE : pageOf(nowMs - keptMs);
  }
}
