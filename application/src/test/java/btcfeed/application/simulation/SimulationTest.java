package btcfeed.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whatever goes wrong, in any order")
class SimulationTest {
  @Test
  @DisplayName("every promise holds after every step, and all recovers")
  void promisesHold() {
    long from = Long.getLong("simulation.from", 1);
    long seeds = Long.getLong("simulation.seeds", 20);
    var failures =
        LongStream.range(from, from + seeds)
            .mapToObj(seed -> Simulation.run(seed, Simulation.kinds(seed), 0))
            .peek(
                o ->
                    System.out.println(
                        o.seed()
                            + " "
                            + o.steps()
                            + " "
                            + o.nanos() / 1_000_000_000
                            + " s, lives "
                            + o.lives()
                            + " "
                            + o.failure()))
            .filter(outcome -> outcome.failure().isPresent())
            .toList();
    assertThat(failures).isEmpty();
  }
}
