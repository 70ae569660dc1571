package btcfeed.monitor;

import btcfeed.monitor.client.FeedClient.Look;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Looks at the service on a thread of its own, so that keys are answered while that is slow. */
final class ApiPoller implements AutoCloseable {
  private final Supplier<Look> service;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("look").factory());
  private Optional<Future<Look>> asked = Optional.empty();

  ApiPoller(Supplier<Look> service) {
    this.service = service;
  }

  /** True while an answer is waited for. */
  boolean looking() {
    return asked.isPresent();
  }

  /** Begins to look, unless it is looking. */
  void look() {
    if (asked.isEmpty()) {
      asked = Optional.of(thread.submit(service::get));
    }
  }

  /** What came of it, once. */
  Optional<Look> seen() {
    Optional<Future<Look>> done = asked.filter(Future::isDone);
    if (done.isPresent()) {
      asked = Optional.empty();
    }
    return done.map(ApiPoller::result);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static Look result(Future<Look> done) {
    try {
      return done.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("looking at the service failed", bug.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Look.Unseen("interrupted");
    }
  }
}
