package btcfeed.domain.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * When the lines to one venue may connect, all of them together. Any thread; moments are monotonic
 * nanoseconds.
 *
 * <p>Rate limit: venues ban addresses that connect too often. Each minute has no more attempts than
 * the venue allows, at least one second apart. Two fifths of them may follow each other; the others
 * are spread over the minute. Half of that burst is reserved for times when no line listens, so a
 * line that fails beside a working one cannot use it up.
 *
 * <p>Replacement lease: only one line at a time replaces its connection on request. The lease ends
 * with the first trade of the new connection, with a failure, or after {@link #LEASE_NANOS}.
 *
 * <p>Stagger: lines whose subscription was refused retry in turn, not all at once.
 */
public final class ConnectLimits {
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long APART_NANOS = Duration.ofSeconds(1).toNanos();

  /** Longer than it takes to open and confirm a connection. */
  private static final long LEASE_NANOS = Duration.ofSeconds(30).toNanos();

  private final int attemptsAMinute;
  private final int burst;
  private final long spreadNanos;
  private final Queue<Long> attempts = new ArrayDeque<>();
  private long nextNanos;

  /** When all attempts so far would have been due if they had been spread evenly. */
  private long spentNanos;

  private Optional<LineId> leaseHolder = Optional.empty();
  private long leaseUntilNanos;
  private final Map<LineId, Long> retryNanos = new HashMap<>();

  public ConnectLimits(int attemptsAMinute, long nowNanos) {
    this.attemptsAMinute = attemptsAMinute;
    this.burst = Math.max(1, attemptsAMinute * 2 / 5);
    this.spreadNanos = MINUTE_NANOS / Math.max(1, attemptsAMinute - burst);
    this.nextNanos = nowNanos;
    this.spentNanos = nowNanos;
  }

  /**
   * Takes one attempt and returns zero, or takes none and returns how long to wait, in ns.
   *
   * @param otherListens true if another line of the venue listens, so that this one can wait
   */
  public synchronized long takeAttempt(boolean otherListens, long now) {
    while (!attempts.isEmpty() && now - attempts.element() >= MINUTE_NANOS) {
      attempts.remove();
    }
    if (spentNanos - now < 0) {
      spentNanos = now;
    }
    int ahead = otherListens ? burst - 1 - burst / 2 : burst - 1;
    long wait = Math.max(nextNanos - now, spentNanos - now - ahead * spreadNanos);
    if (attempts.size() == attemptsAMinute) {
      wait = Math.max(wait, MINUTE_NANOS - (now - attempts.element()));
    }
    if (wait > 0) {
      return wait;
    }
    attempts.add(now);
    nextNanos = now + APART_NANOS;
    spentNanos += spreadNanos;
    return 0;
  }

  /** True if this line holds the replacement lease now. */
  synchronized boolean takeLease(LineId line, long now) {
    boolean othersHold = leaseHolder.isPresent() && !leaseHolder.get().equals(line);
    if (othersHold && now - leaseUntilNanos < 0) {
      return false;
    }
    if (othersHold || leaseHolder.isEmpty()) {
      leaseHolder = Optional.of(line);
      leaseUntilNanos = now + LEASE_NANOS;
    }
    return true;
  }

  /** Ends the lease if this line holds it. */
  synchronized void releaseLease(LineId line) {
    leaseHolder = leaseHolder.filter(holder -> !holder.equals(line));
  }

  /** How long a refused line waits: this long, or half of it if that is further from the others. */
  synchronized Duration stagger(LineId line, Duration longest, long now) {
    long full = longest.toNanos();
    long half = full / 2;
    boolean othersWait =
        retryNanos.entrySet().stream()
            .anyMatch(other -> !other.getKey().equals(line) && other.getValue() - now > 0);
    boolean sooner = distance(line, now + half) > distance(line, now + full);
    long wait = othersWait && sooner ? half : full;
    retryNanos.put(line, now + wait);
    return Duration.ofNanos(wait);
  }

  /** How far a moment is from the nearest retry of another line. */
  private long distance(LineId line, long moment) {
    return retryNanos.entrySet().stream()
        .filter(other -> !other.getKey().equals(line))
        .mapToLong(other -> Math.abs(other.getValue() - moment))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
