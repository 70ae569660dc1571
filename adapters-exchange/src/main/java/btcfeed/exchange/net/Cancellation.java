package btcfeed.exchange.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cancels one connection, from the name lookup to its end. {@link #cancel} closes every registered
 * resource, so a thread that is blocked on one fails with an {@code IOException}. Any thread.
 */
public final class Cancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Closeable> resources = new ArrayList<>();
  private boolean cancelled;

  /** Closes what is registered, and what will be registered later. Idempotent. */
  public void cancel() {
    List<Closeable> toClose;
    lock.lock();
    try {
      cancelled = true;
      toClose = List.copyOf(resources);
      resources.clear();
    } finally {
      lock.unlock();
    }
    toClose.forEach(Cancellation::closeQuietly);
  }

  /** True after {@link #cancel}. */
  public boolean cancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Registers a resource that {@link #cancel} closes.
   *
   * @return the same resource
   * @throws IOException if the cancellation came first; the resource is closed then
   */
  public <T extends Closeable> T register(T resource) throws IOException {
    lock.lock();
    try {
      if (!cancelled) {
        resources.add(resource);
        return resource;
      }
    } finally {
      lock.unlock();
    }
    closeQuietly(resource);
    throw new InterruptedIOException("the connection was cancelled");
  }

  /** Removes a resource, which its owner closes. */
  void forget(Closeable resource) {
    lock.lock();
    try {
      resources.remove(resource);
    } finally {
      lock.unlock();
    }
  }

  static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException _) {
      // The resource is released even if its close fails.
    }
  }
}
