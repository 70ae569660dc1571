package btcfeed.application.connect;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How often a venue may be dialled, by all its lines together: so many times in a while, and each
 * some time after the one before. Venues ban addresses that connect more often. Any thread.
 */
public final class DialBudget {
  private static final Duration WHILE = Duration.ofMinutes(1);
  private static final Duration APART = Duration.ofSeconds(1);

  private final int most;
  private final long whileNanos;
  private final long apartNanos;
  private final Clock clock;
  private final Queue<Long> dialled = new ArrayDeque<>();
  private long nextNanos;

  /** At most so many attempts in any minute, a second apart. */
  public DialBudget(int mostAMinute, Clock clock) {
    this(mostAMinute, WHILE, APART, clock);
  }

  /** At most {@code most} attempts in any {@code within}, each {@code apart} from the last. */
  DialBudget(int most, Duration within, Duration apart, Clock clock) {
    this.most = most;
    this.whileNanos = within.toNanos();
    this.apartNanos = apart.toNanos();
    this.clock = clock;
    this.nextNanos = clock.nanos();
  }

  /** Takes one attempt and returns zero, or takes none and returns how long to wait, in ns. */
  synchronized long take() {
    long now = clock.nanos();
    while (!dialled.isEmpty() && now - dialled.element() >= whileNanos) {
      dialled.remove();
    }
    if (now - nextNanos < 0) {
      return nextNanos - now;
    }
    if (dialled.size() == most) {
      return whileNanos - (now - dialled.element());
    }
    dialled.add(now);
    nextNanos = now + apartNanos;
    return 0;
  }
}
