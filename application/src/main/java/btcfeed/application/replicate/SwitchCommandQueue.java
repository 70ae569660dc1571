package btcfeed.application.replicate;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.work.Signal;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
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
final class SwitchCommandQueue implements MoveReaders {
  /** Orders that may wait; one more is answered as if nobody had come to it. */
  static final int QUEUE_LIMIT = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ArrayBlockingQueue<Request> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private volatile Signal chooser = () -> {};

  void wakes(Signal waker) {
    chooser = waker;
  }

  @Override
  public SwitchResult move(SwitchCommand order) {
    Request request = new Request(order);
    if (!queue.offer(request)) {
      return new SwitchResult.Unanswered();
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
  void serve(Function<SwitchCommand, SwitchResult> decide) {
    for (Optional<Request> next = take(); next.isPresent(); next = take()) {
      Request request = next.get();
      if (request.decided.compareAndSet(false, true)) {
        try {
          request.answer.complete(decide.apply(request.order));
        } finally {
          // After a bug nobody waits for ever.
          request.answer.complete(new SwitchResult.Unanswered());
        }
      }
    }
  }

  private Optional<Request> take() {
    return Optional.ofNullable(queue.poll());
  }

  private SwitchResult giveUp(Request request) {
    if (request.decided.compareAndSet(false, true)) {
      queue.remove(request);
      return new SwitchResult.Unanswered();
    }
    // It is being decided at this moment, which takes no time to speak of.
    return request.answer.join();
  }

  private static final class Request {
    final SwitchCommand order;
    final CompletableFuture<SwitchResult> answer = new CompletableFuture<>();
    final AtomicBoolean decided = new AtomicBoolean();

    Request(SwitchCommand order) {
      this.order = order;
    }
  }
}
