package btcfeed.application.work;

import java.util.function.BiConsumer;

/**
 * Who runs the steps: threads, or in a simulation one loop with virtual time. So the parts are
 * wired once, and what is simulated is what runs.
 */
@FunctionalInterface
public interface Workers {
  /** What a step mostly does. */
  enum Duty {
    /** On the way of every trade: worth a thread of the host's. */
    BUSY,
    /** Waits for somebody else, as a rule. */
    PATIENT
  }

  /** A worker for a step, not started yet. */
  Worker hire(Duty duty, String name, Step step);

  /**
   * A thread for each step, a platform one for those that are busy.
   *
   * @param bugs is told the thread's name and what a step threw
   */
  static Workers threads(BiConsumer<String, Throwable> bugs) {
    return (duty, name, step) ->
        new Runner(
            switch (duty) {
              case BUSY -> Thread.ofPlatform().daemon();
              case PATIENT -> Thread.ofVirtual();
            },
            name,
            step,
            bugs);
  }
}
