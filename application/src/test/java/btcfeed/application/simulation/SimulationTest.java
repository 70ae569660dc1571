package btcfeed.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Runs seeds, on every core. {@code -Dsimulation.seeds=10000} runs that many, {@code
 * -Dsimulation.from=1} from there on, {@code -Dsimulation.seed=7} only that one, {@code
 * -Dsimulation.faults=SERVICE_DIES,CLOCK_BACK} with these kinds of fault.
 */
@DisplayName("Whatever goes wrong, in whatever order")
class SimulationTest {
  private static final long SEEDS = 300;
  private static final int TAKEOVER_SEEDS = 20;
  private static final long TELL_EVERY = 500;

  @Test
  @DisplayName("every promise holds after every step, and everything recovers")
  void promisesHold() {
    AtomicLong done = new AtomicLong();
    AtomicLong steps = new AtomicLong();
    List<Simulation.Outcome> failures =
        seeds()
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, kinds(seed), Plant.NOTHING, 0))
            .peek(outcome -> tell(done.incrementAndGet(), steps.addAndGet(outcome.steps())))
            .filter(outcome -> outcome.failure().isPresent())
            .limit(10)
            .toList();

    assertThat(failures.stream().map(Simulation.Outcome::seed).sorted().toList())
        .as(() -> Replay.tell(failures.getFirst(), Plant.NOTHING))
        .isEmpty();
  }

  @Test
  @DisplayName("a follower has new ticks in both stores soon after the leader dies or freezes")
  void takesOver() {
    Set<Fault> faults = EnumSet.of(Fault.SERVICE_DIES, Fault.HOST_FREEZES);
    List<Simulation.Outcome> outcomes =
        LongStream.rangeClosed(1, 1_000)
            .filter(seed -> Simulation.instances(seed) > 1)
            .limit(TAKEOVER_SEEDS)
            .mapToObj(seed -> Simulation.run(seed, faults, Plant.NOTHING, 0))
            .toList();

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
    assertThat(outcomes.stream().mapToInt(Simulation.Outcome::takeovers).sum())
        .as("takeovers that were checked")
        .isGreaterThan(TAKEOVER_SEEDS / 2);
  }

  @Test
  @DisplayName("the same seed is the same run, to the last step")
  void theSameAgain() {
    Simulation.Outcome once = Simulation.run(5, Simulation.kinds(5), Plant.NOTHING, 1_000);
    Simulation.Outcome again = Simulation.run(5, Simulation.kinds(5), Plant.NOTHING, 1_000);

    assertThat(again).isEqualTo(once);
    assertThat(again.trace()).isNotEmpty();
  }

  private static LongStream seeds() {
    if (System.getProperty("simulation.seed") != null) {
      return LongStream.of(Long.getLong("simulation.seed"));
    }
    long from = Long.getLong("simulation.from", 1);
    return LongStream.concat(
        KeptSeeds.all().stream().mapToLong(Long::longValue),
        LongStream.range(from, from + Long.getLong("simulation.seeds", SEEDS)));
  }

  private static Set<Fault> kinds(long seed) {
    String wanted = System.getProperty("simulation.faults", "");
    return wanted.isEmpty()
        ? KeptSeeds.kinds(seed)
        : Arrays.stream(wanted.split(",", -1))
            .map(name -> Fault.valueOf(name.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
  }

  private static void tell(long done, long steps) {
    if (done % TELL_EVERY == 0) {
      System.out.printf(Locale.ROOT, "%,d seeds, %,d steps%n", done, steps);
    }
  }
}
