package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way from a line to its listener, which can be shut: one event at a time, nothing after {@link
 * LineEvent.Closed}, nothing begun after {@link #shut}. Once shut it stays shut. Any thread.
 */
final class EventGate {
  private final Consumer<LineEvent> listener;
  private final ReentrantLock speaking = new ReentrantLock();
  private volatile boolean over;

  EventGate(Consumer<LineEvent> listener) {
    this.listener = listener;
  }

  /** Tells the listener, as long as the gate is open. Blocks as long as the listener does. */
  void say(LineEvent event) {
    speaking.lock();
    try {
      if (!over) {
        if (event instanceof LineEvent.Closed) {
          // Written only to shut it: shut() may come in between, and must not be undone.
          over = true;
        }
        listener.accept(event);
      }
    } finally {
      speaking.unlock();
    }
  }

  /**
   * Shuts the gate. Waits, at most so long, for the listener to come out of an event that it is
   * busy with, unless it is the listener itself that calls.
   */
  void shut(long waitMs) {
    over = true;
    if (inListener()) {
      return;
    }
    try {
      if (speaking.tryLock(waitMs, TimeUnit.MILLISECONDS)) {
        speaking.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True if the calling thread is inside the listener. */
  boolean inListener() {
    return speaking.isHeldByCurrentThread();
  }

  /** True once nothing more can be said. */
  boolean over() {
    return over;
  }
}
