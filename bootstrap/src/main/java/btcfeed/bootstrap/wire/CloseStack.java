package btcfeed.bootstrap.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What was started so far, to be closed in reverse order: by its owner at the end, or at once when
 * a later step of the start fails. One that cannot be closed is reported and keeps none of the
 * others open. Any thread; {@link #close} is idempotent.
 */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Consumer<Exception> failed;

  /**
   * @param failed is told what a close threw
   */
  CloseStack(Consumer<Exception> failed) {
    this.failed = failed;
  }

  /** Closes this one before all that were pushed earlier. */
  synchronized void push(AutoCloseable one) {
    started.push(one);
  }

  /** Closes none of them any more: they belong to something that was pushed elsewhere. */
  synchronized void handOver() {
    started.clear();
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception cannot) {
        failed.accept(cannot);
      }
    }
  }
}
