package btcfeed.rehearsal.drill;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches a service from a thread of its own, every 0.3 ms: when the failover store got a record,
 * and when readers were sent to it. Times are monotonic nanoseconds.
 */
final class FailoverProbe implements AutoCloseable {
  private static final Duration EVERY = Duration.ofNanos(300_000);

  /** From this moment on readers are sent to this store. */
  private record Move(long nanos, StoreName to) {}

  private final DrilledFeed feed;
  private final Clock clock;
  private final List<Long> writes = new ArrayList<>();
  private final Poller watching;
  private final List<Move> moves = new ArrayList<>();
  private JournalId last = JournalId.START;

  FailoverProbe(DrilledFeed feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
    watching = Poller.start("drill-probe", EVERY, this::watch);
  }

  private void watch() {
    JournalId now = feed.applied(StoreName.FAILOVER);
    long nanos = clock.nanos();
    synchronized (writes) {
      if (!now.equals(last)) {
        last = now;
        writes.add(nanos);
      }
      StoreName active = feed.activeStore();
      if (moves.isEmpty() || moves.getLast().to() != active) {
        moves.add(new Move(nanos, active));
      }
    }
  }

  /**
   * Milliseconds from a moment until readers were sent to the failover store. Empty if they were
   * not. On a busy machine they may be there before, because the primary answers late: then 0.
   */
  Optional<Double> movedAfter(long nanos) {
    synchronized (writes) {
      boolean already = false;
      for (Move move : moves) {
        boolean away = move.to() == StoreName.FAILOVER;
        if (move.nanos() > nanos && (away || already)) {
          return Optional.of(already ? 0.0 : millis(move.nanos() - nanos));
        }
        already = away;
      }
      return already ? Optional.of(0.0) : Optional.empty();
    }
  }

  /** Milliseconds from a moment until the failover store got a record, or until now. */
  double firstAfter(long nanos) {
    synchronized (writes) {
      return writes.stream()
          .filter(write -> write > nanos)
          .findFirst()
          .map(write -> millis(write - nanos))
          .orElse(millis(clock.nanos() - nanos));
    }
  }

  /** The longest time between two records of the failover store, in milliseconds. */
  double longestPause(long from, long to) {
    synchronized (writes) {
      long before = from;
      long longest = 0;
      for (long write : writes) {
        if (write > from && write <= to) {
          longest = Math.max(longest, write - before);
          before = write;
        }
      }
      return millis(Math.max(longest, to - before));
    }
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  @Override
  public void close() {
    watching.close();
  }
}
