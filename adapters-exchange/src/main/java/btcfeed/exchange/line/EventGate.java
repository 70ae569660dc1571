package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Passes events to the listener of one connection: one at a time, none after {@link
 * LineEvent.Closed}, none that begins after {@link #close}. A listener that throws gets {@code
 * Closed} as its last event. Any thread.
 */
final class EventGate {
  private final Consumer<LineEvent> listener;
  private final Runnable abort;
  private final ReentrantLock emitting = new ReentrantLock();
  private volatile boolean closed;

  /**
   * Makes an open gate.
   *
   * @param abort ends the connection after the listener has thrown
   */
  EventGate(Consumer<LineEvent> listener, Runnable abort) {
    this.listener = listener;
    this.abort = abort;
  }

  /** Calls the listener while the gate is open. Blocks as long as the listener does. */
  void emit(LineEvent event) {
    emitting.lock();
    try {
      if (!closed) {
        if (event instanceof LineEvent.Closed) {
          // Only ever set to true: a close() in between must stay in force.
          closed = true;
        }
        listener.accept(event);
      }
    } catch (RuntimeException e) {
      // Without a listener its trades would be lost, so the connection ends.
      abort.run();
      emit(new LineEvent.Closed("the listener failed: " + e));
    } finally {
      emitting.unlock();
    }
  }

  /**
   * Closes the gate, then waits at most {@code waitMs} for an event that the listener is handling.
   * Does not wait when the listener itself calls.
   */
  void close(long waitMs) {
    closed = true;
    if (inListener()) {
      return;
    }
    try {
      if (emitting.tryLock(waitMs, TimeUnit.MILLISECONDS)) {
        emitting.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** True if the calling thread is inside the listener. */
  boolean inListener() {
    return emitting.isHeldByCurrentThread();
  }

  /** True once no event passes any more. */
  boolean closed() {
    return closed;
  }
}
