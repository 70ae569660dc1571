package btcfeed.monitor;

import btcfeed.monitor.client.FeedClient.PollResult;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Polls the service on its own thread, so that keys work while the service is slow. */
final class ApiPoller implements AutoCloseable {
  private final Supplier<PollResult> service;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("poll").factory());
  private Optional<Future<PollResult>> pending = Optional.empty();

  ApiPoller(Supplier<PollResult> service) {
    this.service = service;
  }

  /** Whether a poll is running. */
  boolean running() {
    return pending.isPresent();
  }

  /** Starts a poll unless one is running. */
  void start() {
    if (pending.isEmpty()) {
      pending = Optional.of(thread.submit(service::get));
    }
  }

  /** Takes the result of a finished poll. */
  Optional<PollResult> take() {
    Optional<Future<PollResult>> done = pending.filter(Future::isDone);
    if (done.isPresent()) {
      pending = Optional.empty();
    }
    return done.map(ApiPoller::result);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static PollResult result(Future<PollResult> done) {
    try {
      return done.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("polling the service failed", bug.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PollResult.Failed("interrupted");
    }
  }
}
