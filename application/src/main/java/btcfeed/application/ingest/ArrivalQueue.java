package btcfeed.application.ingest;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The arrivals that wait for the ingest, in the order they came. Bounded twice: in arrivals, and in
 * the trades they bring together. {@link #put} blocks while there is no room. Any thread puts, one
 * at a time takes.
 */
final class ArrivalQueue {
  private final ArrayBlockingQueue<Arrival> queue;
  private final Semaphore roomForTrades;
  private final int mostTrades;

  /** What is left of an arrival of which only a part was taken. */
  private Optional<Arrival.Traded> rest = Optional.empty();

  ArrivalQueue(int mostArrivals, int mostTrades) {
    this.queue = new ArrayBlockingQueue<>(mostArrivals);
    this.roomForTrades = new Semaphore(mostTrades, true);
    this.mostTrades = mostTrades;
  }

  /** Adds one behind the others. Is not interrupted: what was received must not be lost. */
  void put(Arrival arrival) {
    roomForTrades.acquireUninterruptibly(room(arrival));
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

  /** The next arrival, or its first {@code trades} trades if it brings more; the rest is next. */
  Optional<Arrival> next(int trades) {
    boolean begun = rest.isPresent();
    Optional<Arrival> next =
        rest.<Arrival>map(left -> left).or(() -> Optional.ofNullable(queue.poll()));
    rest = Optional.empty();
    if (!begun) {
      next.ifPresent(arrival -> roomForTrades.release(room(arrival)));
    }
    if (next.isPresent()
        && next.get() instanceof Arrival.Traded traded
        && traded.count() > trades) {
      rest = Optional.of(traded.behind(trades));
      return Optional.of(traded.first(trades));
    }
    return next;
  }

  /** Arrivals waiting. Any thread. */
  int size() {
    return queue.size();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  private int room(Arrival arrival) {
    return Math.min(arrival.count(), mostTrades);
  }
}
