package btcfeed.application.ingest;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The arrivals that wait for the ingest, in order. Bounded in arrivals and in their trades; {@link
 * #put} blocks while the queue is full. Any thread puts, one at a time takes.
 */
final class ArrivalQueue {
  private final ArrayBlockingQueue<Arrival> queue;
  private final Semaphore roomForTrades;
  private final int maxTrades;
  private final AtomicLong put = new AtomicLong();
  private long taken;

  /** The rest of an arrival of which only a part was taken. */
  private Optional<Arrival.Trades> rest = Optional.empty();

  ArrivalQueue(int maxArrivals, int maxTrades) {
    this.queue = new ArrayBlockingQueue<>(maxArrivals);
    this.roomForTrades = new Semaphore(maxTrades, true);
    this.maxTrades = maxTrades;
  }

  /** Adds an arrival at the end. Ignores interrupts: a received trade must not be lost. */
  void put(Arrival arrival) {
    roomForTrades.acquireUninterruptibly(room(arrival));
    long _ = put.incrementAndGet();
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(arrival);
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the next arrival, or only its first {@code maxCount} trades if it has more. */
  Optional<Arrival> next(int maxCount) {
    Optional<Arrival> next = rest.map(left -> left);
    if (next.isEmpty()) {
      next = Optional.ofNullable(queue.poll());
      next.ifPresent(arrival -> roomForTrades.release(room(arrival)));
    }
    rest = Optional.empty();
    if (next.isPresent()
        && next.get() instanceof Arrival.Trades trades
        && trades.count() > maxCount) {
      rest = Optional.of(trades.slice(maxCount, trades.count()));
      return Optional.of(trades.slice(0, maxCount));
    }
    taken += next.isPresent() ? 1 : 0;
    return next;
  }

  /**
   * How many arrivals were put, or wait to be put: at least those that are before the caller's own.
   * Any thread.
   */
  long put() {
    return put.get();
  }

  /** How many arrivals were taken as a whole. */
  long taken() {
    return taken;
  }

  /** Any thread. */
  int size() {
    return queue.size();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  private int room(Arrival arrival) {
    return Math.min(arrival.count(), maxTrades);
  }
}
