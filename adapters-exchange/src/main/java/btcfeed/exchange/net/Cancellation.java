package btcfeed.exchange.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cancels one connection, from the name lookup to its end. {@link #cancel} closes every registered
 * resource, so a thread that is blocked on one fails with an {@code IOException}. Any thread.
 */
public final class Cancellation {
  private final Set<Closeable> resources = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /** Closes what is registered, and what will be registered later. Idempotent. */
  public void cancel() {
    cancelled = true;
    resources.forEach(Cancellation::closeQuietly);
  }

  /**
   * Registers a resource that {@link #cancel} closes.
   *
   * @return the same resource
   * @throws IOException if the cancellation came first; the resource is closed then
   */
  <T extends Closeable> T register(T resource) throws IOException {
    resources.add(resource);
    if (cancelled) {
      closeQuietly(resource);
      throw new InterruptedIOException("the connection was cancelled");
    }
    return resource;
  }

  static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException _) {
      // The resource is released even if its close fails.
    }
  }
}
