package btcfeed.application.connect;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How often a venue may be dialled, by all its lines together. Venues ban addresses that connect
 * more often. Any thread.
 *
 * <p>No minute has more attempts than the venue allows, and each is a second after the one before.
 * Two fifths of them may be made at once; the others are spread over the minute, so that the next
 * one is never far. Half of what may be made at once is reserved for a venue to which no line
 * listens. A line that fails again and again beside one that streams does not use it.
 */
public final class ConnectRateLimit {
  private static final Duration WHILE = Duration.ofMinutes(1);
  private static final Duration APART = Duration.ofSeconds(1);

  private final int most;
  private final int burst;
  private final long whileNanos;
  private final long apartNanos;
  private final long spreadNanos;
  private final Clock clock;
  private final Queue<Long> dialled = new ArrayDeque<>();
  private long nextNanos;

  /** When all attempts so far would have been due, had they been spread. */
  private long spentNanos;

  /** At most so many attempts in any minute, a second apart. */
  public ConnectRateLimit(int mostAMinute, Clock clock) {
    this(mostAMinute, WHILE, APART, clock);
  }

  /** At most {@code most} attempts in any {@code within}, each {@code apart} from the last. */
  ConnectRateLimit(int most, Duration within, Duration apart, Clock clock) {
    this.most = most;
    this.burst = Math.max(1, most * 2 / 5);
    this.whileNanos = within.toNanos();
    this.apartNanos = apart.toNanos();
    this.spreadNanos = whileNanos / Math.max(1, most - burst);
    this.clock = clock;
    this.nextNanos = clock.nanos();
    this.spentNanos = nextNanos;
  }

  /**
   * Takes one attempt and returns zero, or takes none and returns how long to wait, in ns.
   *
   * @param listening whether another line of the venue listens, so that this attempt can wait
   */
  synchronized long take(boolean listening) {
    long now = clock.nanos();
    while (!dialled.isEmpty() && now - dialled.element() >= whileNanos) {
      dialled.remove();
    }
    if (spentNanos - now < 0) {
      spentNanos = now;
    }
    long wait = Math.max(nextNanos - now, spentNanos - now - atOnce(listening) * spreadNanos);
    if (dialled.size() == most) {
      wait = Math.max(wait, whileNanos - (now - dialled.element()));
    }
    if (wait > 0) {
      return wait;
    }
    dialled.add(now);
    nextNanos = now + apartNanos;
    spentNanos += spreadNanos;
    return 0;
  }

  /** How many attempts may be ahead of those that are spread. */
  private long atOnce(boolean listening) {
    return listening ? burst - 1 - burst / 2 : burst - 1;
  }
}
