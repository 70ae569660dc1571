package btcfeed.bootstrap.wire;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a service as closely as a thread can: when the failover store got something, and when
 * readers were sent to it. Times are monotonic nanoseconds.
 */
final class FailoverProbe implements AutoCloseable {
  private static final long EVERY_NANOS = 300_000;

  /** Readers are sent elsewhere. */
  private record Move(long nanos, StoreName to) {}

  private final Service service;
  private final Clock clock;
  private final List<Long> beats = new ArrayList<>();
  private final Thread watching;
  private final List<Move> moves = new ArrayList<>();
  private volatile boolean over;

  FailoverProbe(Service service, Clock clock) {
    this.service = service;
    this.clock = clock;
    watching = Thread.ofPlatform().daemon().name("drill-pulse").start(this::watch);
  }

  private void watch() {
    JournalId last = JournalId.START;
    while (!over) {
      JournalId now = service.sender(StoreName.FAILOVER).applied();
      long nanos = clock.nanos();
      synchronized (beats) {
        if (!now.equals(last)) {
          last = now;
          beats.add(nanos);
        }
        StoreName active = service.activeStore();
        if (moves.isEmpty() || moves.getLast().to() != active) {
          moves.add(new Move(nanos, active));
        }
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  /**
   * Milliseconds from then until readers were sent to the failover store, if they were; none if
   * they were there already, as on a machine that is too busy for the primary to answer in time.
   */
  Optional<Double> movedAfter(long nanos) {
    synchronized (beats) {
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

  /**
   * Milliseconds from then until the failover store got the next tick; as good as never if none.
   */
  double firstAfter(long nanos) {
    synchronized (beats) {
      return beats.stream()
          .filter(beat -> beat > nanos)
          .findFirst()
          .map(beat -> millis(beat - nanos))
          .orElse(millis(clock.nanos() - nanos));
    }
  }

  /** The longest time between two of its ticks, in milliseconds, from one moment to another. */
  double longestPause(long from, long to) {
    synchronized (beats) {
      long before = from;
      long longest = 0;
      for (long beat : beats) {
        if (beat > from && beat <= to) {
          longest = Math.max(longest, beat - before);
          before = beat;
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
    over = true;
    try {
      watching.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
