package btcfeed.domain.line;

import java.time.Duration;

/**
 * How long a silence between trades is normal for a venue, learned from its trades: three times the
 * longest pause of the last ten to twenty minutes, within bounds. The longest pause counts, because
 * trades arrive in bursts.
 *
 * <p>Moments are monotonic nanoseconds. One thread at a time.
 */
public final class SilenceThreshold {
  /** The lowest threshold. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** The highest threshold. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** The threshold of a venue that is not known yet. */
  public static final Duration AT_FIRST = Duration.ofSeconds(60);

  private static final long WINDOW = Duration.ofMinutes(10).toNanos();
  private static final int KNOWN_AFTER = 30;
  private static final int FACTOR = 3;

  private boolean listening;
  private long lastNanos;
  private long windowNanos;
  private long longest;
  private long longestBefore;
  private int pauses;

  public void traded(long nanos) {
    if (listening && nanos > lastNanos) {
      learn(nanos, nanos - lastNanos);
    }
    lastNanos = listening ? Math.max(lastNanos, nanos) : nanos;
    listening = true;
  }

  /** No line is connected until the next trade, so that silence does not count. */
  public void interrupted() {
    listening = false;
  }

  /** The longest normal silence. */
  public Duration threshold() {
    if (pauses < KNOWN_AFTER) {
      return AT_FIRST;
    }
    long nanos = FACTOR * Math.max(longest, longestBefore);
    return Duration.ofNanos(Math.clamp(nanos, SHORTEST.toNanos(), LONGEST.toNanos()));
  }

  private void learn(long now, long pause) {
    if (pauses == 0) {
      windowNanos = now;
    }
    if (now - windowNanos > WINDOW) {
      longestBefore = longest;
      longest = 0;
      windowNanos = now;
    }
    longest = Math.max(longest, pause);
    pauses = Math.min(pauses + 1, KNOWN_AFTER);
  }
}
