package btcfeed.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The simulation finds")
class PlantedFaultsTest {
  private static final long SEEDS = 50;

  @ParameterizedTest(name = "{0}, and says: {1}")
  @MethodSource("plants")
  @DisplayName("each fault that is planted, within so many seeds")
  void finds(Plant plant, String promise) {
    Optional<Throwable> found =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> Simulation.run(seed, Simulation.kinds(seed), plant, 0))
            .flatMap(outcome -> outcome.failure().stream())
            .filter(violation -> String.valueOf(violation.getMessage()).startsWith(promise))
            .findFirst();

    assertThat(found).isPresent();
  }

  static Stream<Arguments> plants() {
    return Stream.of(
        Arguments.of(Plant.STORE_DROPS_A_RECORD, "G4 same everywhere"),
        Arguments.of(Plant.JOURNAL_FORGETS, "G2 nothing lost"),
        Arguments.of(Plant.TICKS_TWICE, "G3 nothing twice"),
        Arguments.of(Plant.GAPS_ARE_SKIPPED, "G2 nothing lost"),
        Arguments.of(Plant.GAPS_CLOSE_EARLY, "gaps close when all is there"),
        Arguments.of(Plant.NOBODY_NOTICES_SILENCE, "it recovers"),
        Arguments.of(Plant.PRICES_ARE_ROUNDED, "G1 nothing invented"),
        Arguments.of(Plant.AGES_BY_THE_WALL_CLOCK, "G6 honest health"),
        Arguments.of(Plant.CHANGES_ARE_DROPPED, "G4 same everywhere"),
        Arguments.of(Plant.LENT_THREADS_SKIP_A_RECORD, "G4 same everywhere"),
        Arguments.of(Plant.STORES_WAIT_FOR_EACH_OTHER, "G5 never blocked"));
  }
}
