package btcfeed.application.connect;

import btcfeed.domain.line.LineId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Until when the lines to a venue sleep that were refused a subscription: so that they ask by
 * turns, and one wakes in the middle of another's sleep. Any thread.
 */
final class RetryStagger {
  private final Map<LineId, Long> until = new HashMap<>();

  RetryStagger() {}

  /** How long a line is to sleep that would sleep so long, or half of it. */
  synchronized Duration sleep(LineId line, Duration longest, long nowNanos) {
    long full = longest.toNanos();
    long half = full / 2;
    boolean sooner = apart(line, nowNanos + half) > apart(line, nowNanos + full);
    long sleep = othersSleep(line, nowNanos) && sooner ? half : full;
    until.put(line, nowNanos + sleep);
    return Duration.ofNanos(sleep);
  }

  private boolean othersSleep(LineId line, long nowNanos) {
    return until.entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(line) && other.getValue() - nowNanos > 0);
  }

  /** How far a moment is from the nearest at which another line wakes. */
  private long apart(LineId line, long moment) {
    return until.entrySet().stream()
        .filter(other -> !other.getKey().equals(line))
        .mapToLong(other -> Math.abs(other.getValue() - moment))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
