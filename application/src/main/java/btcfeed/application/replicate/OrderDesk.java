package btcfeed.application.replicate;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.work.Waker;
import btcfeed.domain.store.Ordered;
import btcfeed.domain.store.StoreOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Where an operator's orders wait for the thread that chooses the active store. Whoever asks waits
 * here; an order is decided once, by that thread or by the wait having been too long.
 */
final class OrderDesk implements MoveReaders {
  /** Orders that may wait; one more is answered as if nobody had come to it. */
  static final int QUEUE_LIMIT = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ArrayBlockingQueue<Request> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private volatile Waker chooser = () -> {};

  void wakes(Waker waker) {
    chooser = waker;
  }

  @Override
  public Ordered move(StoreOrder order) {
    Request request = new Request(order);
    if (!queue.offer(request)) {
      return new Ordered.Unanswered();
    }
    chooser.wake();
    try {
      return request.answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return giveUp(request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return giveUp(request);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody ends it so", e);
    }
  }

  /** Decides everything that waits. The choosing thread only. */
  void serve(Function<StoreOrder, Ordered> decide) {
    for (Optional<Request> next = take(); next.isPresent(); next = take()) {
      Request request = next.get();
      if (request.decided.compareAndSet(false, true)) {
        try {
          request.answer.complete(decide.apply(request.order));
        } finally {
          // After a bug nobody waits for ever.
          request.answer.complete(new Ordered.Unanswered());
        }
      }
    }
  }

  private Optional<Request> take() {
    return Optional.ofNullable(queue.poll());
  }

  private Ordered giveUp(Request request) {
    if (request.decided.compareAndSet(false, true)) {
      queue.remove(request);
      return new Ordered.Unanswered();
    }
    // It is being decided at this moment, which takes no time to speak of.
    return request.answer.join();
  }

  private static final class Request {
    final StoreOrder order;
    final CompletableFuture<Ordered> answer = new CompletableFuture<>();
    final AtomicBoolean decided = new AtomicBoolean();

    Request(StoreOrder order) {
      this.order = order;
    }
  }
}
