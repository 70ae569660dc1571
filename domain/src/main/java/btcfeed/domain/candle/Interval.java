package btcfeed.domain.candle;

import java.util.Optional;

/**
 * How long a candle is, how many stand together on a page, and for how long they are kept. Times
 * are Unix milliseconds; buckets and pages begin at multiples of their length, in UTC.
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

  /** As a client asks for it: {@code 1s}, {@code 1m}, {@code 5m}, {@code 1h}, {@code 1d}. */
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

  /** The beginning of the bucket this moment is in. */
  public long bucketOf(long ms) {
    return ms - Math.floorMod(ms, lengthMs);
  }

  /** The beginning of the page this moment is on. */
  public long pageOf(long ms) {
    return ms - Math.floorMod(ms, pageMs);
  }

  /** The page behind the one that begins then. */
  public long pageAfter(long pageStartMs) {
    return pageStartMs + pageMs;
  }

  /** The oldest page that is kept at this moment. */
  public long oldestPage(long nowMs) {
    return keptMs == Long.MAX_VALUE ? Long.MIN_VALUE : pageOf(nowMs - keptMs);
  }
}
