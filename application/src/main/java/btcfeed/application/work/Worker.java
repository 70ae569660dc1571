package btcfeed.application.work;

import btcfeed.domain.health.WorkerReport;
import java.time.Duration;

/** Calls one {@link Step} whenever it is due or woken, until it is told to end. */
public interface Worker extends Signal {
  /** Starts stepping. Once. */
  void start();

  /**
   * Lends the calling thread for a {@link Step#stepNonBlocking} or a few, if nobody is at it; what
   * is left then is the worker's own. Saves the wait for another thread to be given a core.
   */
  default void runInline() {
    wake();
  }

  /** Whether it still runs, and how often a step failed. Any thread. */
  WorkerReport report();

  /** Lets the step finish what it has, for at most {@code patience}, then ends. */
  void drain(Duration patience);

  /** Ends after the step it is in; interrupts a step that waits. */
  void stop();
}
