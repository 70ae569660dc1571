package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/**
 * Who may ask the host for the time, a random number, the environment; who may wait, print, end.
 *
 * <p>Bootstrap may, and hands the answers in, so that all the rest runs in a test under a clock of
 * the test's own. Three rooms are not the service and have business of their own with a real clock:
 * the simulator plays a venue, which stamps its trades; test-support plays faults in real
 * processes; benchmarks measure.
 */
final class HostRules {
  private static final Set<String> TIME_AND_CHANCE =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.security.SecureRandom.<init>",
          "java.security.SecureRandom.getInstanceStrong",
          "java.time.Clock.system",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.systemUTC",
          "java.time.Clock.tickMillis",
          "java.time.Clock.tickMinutes",
          "java.time.Clock.tickSeconds",
          "java.time.Instant.now",
          "java.time.InstantSource.system",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.util.Calendar.getInstance",
          "java.util.Date.<init>",
          "java.util.Random.<init>",
          "java.util.SplittableRandom.<init>",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of");

  private static final Set<String> SLEEP =
      Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");

  private static final Set<String> ENVIRONMENT =
      Set.of(
          "java.lang.Boolean.getBoolean",
          "java.lang.Integer.getInteger",
          "java.lang.Long.getLong",
          "java.lang.Runtime.addShutdownHook",
          "java.lang.Runtime.exit",
          "java.lang.Runtime.halt",
          "java.lang.System.err",
          "java.lang.System.exit",
          "java.lang.System.getProperties",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.in",
          "java.lang.System.out",
          "java.lang.System.setProperty");

  private HostRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "Time and chance come in as arguments",
            house ->
                nobody(
                    house.allBut(
                        Room.BOOTSTRAP, Room.SIMULATOR, Room.TEST_SUPPORT, Room.BENCHMARKS),
                    TIME_AND_CHANCE),
            "application.HostOffences$ReadsTheClock",
            "application.HostOffences$ReadsTheClockByReference",
            "application.HostOffences$ReadsTheMonotonicClock",
            "application.HostOffences$MakesASystemClock",
            "application.HostOffences$MakesARandom",
            "application.HostOffences$DrawsFromTheThread",
            "application.HostOffences$DrawsFromMath",
            "application.HostOffences$MakesUpAName"),
        rule(
            "Nobody sleeps: waits end when what was waited for is there",
            house -> nobody(house.allBut(Room.BOOTSTRAP, Room.BENCHMARKS), SLEEP),
            "application.HostOffences$Sleeps",
            "simulator.Offences$Sleeps"),
        rule(
            "Environment, properties, standard streams and the end of the process are bootstrap's",
            house ->
                nobody(
                    house.allBut(Room.BOOTSTRAP, Room.TEST_SUPPORT, Room.BENCHMARKS), ENVIRONMENT),
            "application.HostOffences$ReadsTheEnvironment",
            "application.HostOffences$ReadsAProperty",
            "application.HostOffences$Exits",
            "application.HostOffences$Prints",
            "application.HostOffences$PrintsErrors",
            "simulator.Offences$Prints"));
  }

  private static ArchRule nobody(String[] rooms, Set<String> members) {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "a call, reference or read of the host's",
                (JavaAccess<?> access) ->
                    members.contains(
                        access.getTargetOwner().getFullName() + "." + access.getName())));
  }
}
