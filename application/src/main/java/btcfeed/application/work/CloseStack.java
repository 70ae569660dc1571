package btcfeed.application.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Resources that were opened so far; closes them in reverse order.
 *
 * <p>A start opens its parts in a try-with-resources block over such a stack and ends with {@link
 * #handOver}: when a later step fails, the parts opened before it are closed. A part that fails to
 * close is reported, and the others are closed all the same. Any thread; {@link #close} is
 * idempotent.
 */
public final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Consumer<Exception> failed;

  /**
   * Makes an empty one.
   *
   * @param failed takes what a close threw
   */
  public CloseStack(Consumer<Exception> failed) {
    this.failed = failed;
  }

  /** Adds a resource, which is closed before all that were pushed earlier. */
  public synchronized <T extends AutoCloseable> T push(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Moves all resources to a new stack, so that closing this one closes nothing. */
  public synchronized CloseStack handOver() {
    CloseStack next = new CloseStack(failed);
    next.opened.addAll(opened);
    opened.clear();
    return next;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception cannotClose) {
        failed.accept(cannotClose);
      }
    }
  }
}
