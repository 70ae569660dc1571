package btcfeed.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
            .filter(seed -> !needSeveral(plant) || Simulation.instances(seed) > 1)
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, kinds(plant, seed), plant, 0))
            .flatMap(outcome -> outcome.failure().stream())
            .filter(violation -> String.valueOf(violation.getMessage()).startsWith(promise))
            .findAny();

    assertThat(found).isPresent();
  }

  /** True for the faults that one instance alone cannot show. */
  private static boolean needSeveral(Plant plant) {
    return plant.compareTo(Plant.FOLLOWERS_FORGET) >= 0;
  }

  /** What takes a rare meeting of faults is looked for where there are no others. */
  private static Set<Fault> kinds(Plant plant, long seed) {
    return switch (plant) {
      case COVERAGE_BELIEVES_ANY_TIME ->
          EnumSet.of(Fault.LINE_BREAKS, Fault.LINE_DIES, Fault.VENUE_SENDS_WRONG_TIMES);
      case CUT_TRADES_ARE_NOT_MERGED ->
          EnumSet.of(Fault.HOST_LOSES_A_STORE, Fault.HOST_LOSES_THE_VENUES, Fault.HISTORY_FAILS);
      case HIGHER_EPOCHS_ARE_IGNORED -> EnumSet.of(Fault.HOST_FREEZES);
      default -> Simulation.kinds(seed);
    };
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
        Arguments.of(Plant.COVERAGE_BELIEVES_ANY_TIME, "it recovers"),
        Arguments.of(Plant.ONE_ID_MAKES_ALL_OLD, "it recovers: no trade of"),
        Arguments.of(Plant.FOLLOWERS_FORGET, "G2 nothing lost"),
        Arguments.of(Plant.HIGHER_EPOCHS_ARE_IGNORED, "it recovers"),
        Arguments.of(Plant.HISTORY_IS_NOT_COPIED, "G4 same everywhere"),
        Arguments.of(Plant.FOREIGN_ENTRIES_STAY, "G4 same everywhere"),
        Arguments.of(Plant.CUT_TRADES_ARE_NOT_MERGED, "G2 nothing lost"),
        Arguments.of(Plant.TWO_LEADERS_ARE_ACCEPTED, "one writer"),
        Arguments.of(Plant.STORES_WAIT_FOR_EACH_OTHER, "G5 never blocked"));
  }
}
