package btcfeed.bootstrap.composition;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Questions to stores that run at the same time. */
final class Parallel {
  private Parallel() {}

  /**
   * Runs each on a thread of its own; returns when all have ended. An interruption does not end the
   * wait.
   *
   * @throws java.util.concurrent.CompletionException if one of them threw
   */
  static void together(List<Runnable> questions) {
    CompletableFuture.allOf(
            questions.stream().map(Parallel::start).toArray(CompletableFuture[]::new))
        .join();
  }

  private static CompletableFuture<Void> start(Runnable question) {
    return CompletableFuture.runAsync(
        question, task -> Thread.ofVirtual().name("ask-store").start(task));
  }
}
