package btcfeed.application.simulation;

import java.util.Optional;

/** What everything simulated shares. */
final class World {
  final TrueTime clock = new TrueTime();
  final Dice dice;
  final Timeline timeline;
  final Trace trace;
  final Plant plant;

  /** True while a thread that is only lent is in a step of the application. */
  boolean lent;

  private Optional<Violation> violation = Optional.empty();

  World(long seed, Plant plant, int traced) {
    this.plant = plant;
    dice = new Dice(seed);
    timeline = new Timeline(clock, dice.split());
    trace = new Trace(clock, traced);
  }

  /** A promise was broken inside the application, which may catch what is thrown there. */
  Violation broken(String promise, String how) {
    Violation first = violation.orElseGet(() -> new Violation(promise, how));
    violation = Optional.of(first);
    return first;
  }

  /** Does what may find a promise broken, and remembers it. */
  void watching(Runnable check) {
    try {
      check.run();
    } catch (Violation found) {
      violation = violation.or(() -> Optional.of(found));
      throw found;
    }
  }

  /** Outside the application: nothing catches it here. */
  void throwViolation() {
    violation.ifPresent(
        first -> {
          throw first;
        });
  }
}
