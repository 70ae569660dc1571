package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may ask the host for the time, a random number, the environment; who may wait, print, end.
 *
 * <p>Bootstrap may, and hands the answers in, so that all the rest runs in a test under a clock of
 * the test's own. Four modules are not the service and need a real clock: the simulator plays a
 * venue, which stamps its trades; test-support and rehearsal inject faults into real processes;
 * benchmarks measure. A sink is a plugin with a composition root of its own, which reads the time.
 * Two read or set one thing each: configuration warns of proxy properties of Java that are not
 * used, and the monitor restores the terminal when a signal ends it.
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
          "java.time.MonthDay.now",
          "java.time.OffsetDateTime.now",
          "java.time.OffsetTime.now",
          "java.time.Year.now",
          "java.time.YearMonth.now",
          "java.time.ZonedDateTime.now",
          "java.util.Calendar.getInstance",
          "java.util.Collections.shuffle",
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
          "java.lang.IO.print",
          "java.lang.IO.println",
          "java.lang.IO.readln",
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
          "java.lang.System.setProperty",
          "java.lang.Throwable.printStackTrace");

  /** What returns when a time is over: only a worker waits, and it says for how long. */
  private static final Set<String> TIMED =
      Set.of(
          "java.lang.Object.wait",
          "java.lang.Thread.join",
          "java.util.Timer.<init>",
          "java.util.concurrent.BlockingQueue.poll",
          "java.util.concurrent.CompletableFuture.completeOnTimeout",
          "java.util.concurrent.CompletableFuture.delayedExecutor",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.orTimeout",
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.Executors.newScheduledThreadPool",
          "java.util.concurrent.Executors.newSingleThreadScheduledExecutor",
          "java.util.concurrent.Future.get",
          "java.util.concurrent.Semaphore.tryAcquire",
          "java.util.concurrent.locks.Condition.await",
          "java.util.concurrent.locks.Condition.awaitNanos",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "java.util.concurrent.locks.LockSupport.parkUntil",
          "java.util.concurrent.locks.ReentrantLock.tryLock");

  /** Runs work on threads without a name, a count or an end. */
  private static final Set<String> COMMON_POOL =
      Set.of(
          "java.util.Collection.parallelStream",
          "java.util.List.parallelStream",
          "java.util.Set.parallelStream",
          "java.util.stream.Stream.parallel");

  private HostRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "Time and chance come in as arguments",
            codebase ->
                noClassOf(
                    codebase.allBut(
                        FeedModule.BOOTSTRAP,
                        FeedModule.REHEARSAL,
                        FeedModule.SIMULATOR,
                        FeedModule.TEST_SUPPORT,
                        FeedModule.SINK_PARQUET,
                        FeedModule.BENCHMARKS),
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
            codebase ->
                noClassOf(codebase.allBut(FeedModule.BOOTSTRAP, FeedModule.BENCHMARKS), SLEEP),
            "application.HostOffences$Sleeps",
            "simulator.Offences$Sleeps"),
        rule(
            "Environment, properties, standard streams and the end of the process are bootstrap's",
            codebase ->
                noClassOf(
                    codebase.allBut(
                        FeedModule.BOOTSTRAP,
                        FeedModule.CONFIGURATION,
                        FeedModule.MONITOR,
                        FeedModule.REHEARSAL,
                        FeedModule.TEST_SUPPORT,
                        FeedModule.VENUE_KIT,
                        FeedModule.BENCHMARKS),
                    ENVIRONMENT),
            "application.HostOffences$ReadsTheEnvironment",
            "application.HostOffences$ReadsAProperty",
            "application.HostOffences$Exits",
            "application.HostOffences$Prints",
            "application.HostOffences$PrintsErrors",
            "simulator.Offences$Prints"),
        rule(
            "In domain and application only workers wait for a time",
            codebase ->
                noClasses()
                    .that()
                    .resideInAnyPackage(
                        codebase.of(List.of(FeedModule.DOMAIN, FeedModule.APPLICATION)))
                    .and()
                    .resideOutsideOfPackage(codebase.root() + ".application.work..")
                    .should()
                    .accessTargetWhere(isOneOf(TIMED)),
            "application.HostOffences$WaitsForATime"),
        rule(
            "Domain and application do nothing on threads of the common pool",
            codebase ->
                noClassOf(
                    codebase.of(List.of(FeedModule.DOMAIN, FeedModule.APPLICATION)), COMMON_POOL),
            "application.HostOffences$UsesTheCommonPool"));
  }

  /** Every member that a rule forbids, each of which {@code CodebaseTest} proves red. */
  static List<String> members() {
    return Stream.of(TIME_AND_CHANCE, SLEEP, ENVIRONMENT, TIMED, COMMON_POOL)
        .flatMap(Set::stream)
        .sorted()
        .toList();
  }

  private static ArchRule noClassOf(String[] modules, Set<String> members) {
    return noClasses()
        .that()
        .resideInAnyPackage(modules)
        .should()
        .accessTargetWhere(isOneOf(members));
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> members) {
    return DescribedPredicate.describe(
        "a call, reference or read of the host's",
        access -> members.contains(access.getTargetOwner().getFullName() + "." + access.getName()));
  }
}
