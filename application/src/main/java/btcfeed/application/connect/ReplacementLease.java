package btcfeed.application.connect;

import btcfeed.domain.line.LineId;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets the lines to a venue be replaced one after the other: whoever has the turn gives it back
 * when its new connection brought a trade, or failed. In a quiet market it is over by itself, so
 * that no line waits for a trade that may not come. Any thread.
 */
public final class ReplacementLease {
  /** Longer than opening and confirming a connection takes. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

  private Optional<LineId> holder = Optional.empty();
  private long untilNanos;

  ReplacementLease() {}

  /** True if it is this line's now. */
  synchronized boolean take(LineId line, long nowNanos) {
    boolean another = holder.isPresent() && !holder.get().equals(line);
    if (another && nowNanos - untilNanos < 0) {
      return false;
    }
    if (another || holder.isEmpty()) {
      holder = Optional.of(line);
      untilNanos = nowNanos + LONGEST_NANOS;
    }
    return true;
  }

  /** It is no longer this line's, if it was. */
  synchronized void give(LineId line) {
    if (holder.equals(Optional.of(line))) {
      holder = Optional.empty();
    }
  }
}
