package btcfeed.simulator;

import java.util.concurrent.CompletableFuture;

/** Where the threads that serve clients wait while the venue is frozen. Any thread. */
final class FreezeGate {
  private volatile CompletableFuture<Boolean> opened = CompletableFuture.completedFuture(true);

  /** Closes the gate. Called by one thread at a time. */
  void close() {
    if (opened.isDone()) {
      opened = new CompletableFuture<>();
    }
  }

  void open() {
    opened.complete(true);
  }

  /** Returns once the gate is open. */
  void pass() {
    opened.join();
  }
}
