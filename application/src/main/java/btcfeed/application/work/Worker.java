package btcfeed.application.work;

import btcfeed.domain.health.WorkerReport;
import java.time.Duration;

/** Calls one {@link Step} whenever it is due or signalled, until it is stopped. */
public interface Worker extends Signal {
  /** Starts the steps. Call it once. */
  void start();

  /**
   * Runs {@link Step#stepNonBlocking} on the calling thread if no other thread runs the step, and
   * leaves the rest to the worker. This saves a switch to another thread.
   */
  default void tryRunInline() {
    wake();
  }

  /** Any thread. */
  WorkerReport report();

  /** Lets the step finish its work, for at most {@code timeout}, then stops. */
  void drain(Duration timeout);

  /** Stops after the current step; interrupts a step that waits. */
  void stop();
}
