package btcfeed.application.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of a seed that failed: with as few kinds of fault as still fail, and how to run it again.
 */
final class Replay {
  /** More of them tell more: {@code -Dsimulation.events=}. */
  private static final int LAST_EVENTS = Integer.getInteger("simulation.events", 60);

  private Replay() {}

  static String tell(Simulation.Outcome failed, Plant plant) {
    Set<Fault> few = fewest(failed.seed(), failed.kinds(), plant);
    Simulation.Outcome again = Simulation.run(failed.seed(), few, plant, LAST_EVENTS);
    String faults = few.stream().map(Fault::name).collect(Collectors.joining(","));
    StringBuilder text = new StringBuilder("\n");
    again.trace().forEach(event -> text.append(event).append('\n'));
    text.append("seed ").append(failed.seed());
    text.append(" broke a promise in step ").append(again.steps());
    text.append(", after ").append(again.nanos() / 1_000_000).append(" ms, with ").append(faults);
    text.append("\n").append(again.failure().map(Throwable::toString).orElse("not again: why?"));
    text.append("\nwith all its faults: ").append(failed.failure().orElseThrow());
    text.append("\nrun it again:\n  ./mvnw -pl application -am test -Dtest=SimulationTest");
    text.append(" -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=")
        .append(failed.seed());
    text.append(" -Dsimulation.faults=").append(faults).append('\n');
    return text.toString();
  }

  /** Leaves out one kind after the other, as long as the seed still breaks a promise. */
  static Set<Fault> fewest(long seed, Set<Fault> kinds, Plant plant) {
    EnumSet<Fault> few = EnumSet.noneOf(Fault.class);
    few.addAll(kinds);
    for (Fault fault : kinds) {
      EnumSet<Fault> fewer = EnumSet.copyOf(few);
      fewer.remove(fault);
      if (Simulation.run(seed, fewer, plant, 0).failure().isPresent()) {
        few = fewer;
      }
    }
    return few;
  }
}
