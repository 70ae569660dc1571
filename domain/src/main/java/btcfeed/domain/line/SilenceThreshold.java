package btcfeed.domain.line;

import java.time.Duration;

/**
 * How long a venue is usually silent between trades, learned from it, and so from when on a silence
 * is strange: three times the longest one of the last ten to twenty minutes, within bounds. The
 * longest, because trades come in bursts: next to a burst every pause is long.
 *
 * <p>Moments are monotonic nanoseconds. One thread at a time.
 */
public final class SilenceThreshold {
  /** The least patience: a pause of some seconds is nothing in any market. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** The most patience. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** Patience with a venue that is not known yet. */
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

  /** A trade came. */
  public void traded(long nanos) {
    if (listening && nanos > lastNanos) {
      learn(nanos, nanos - lastNanos);
    }
    lastNanos = listening ? Math.max(lastNanos, nanos) : nanos;
    listening = true;
  }

  /** Nobody listens until the next trade: the silence until then is not the venue's. */
  public void interrupted() {
    listening = false;
  }

  /** The longest silence that is not strange. */
  public Duration patience() {
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
