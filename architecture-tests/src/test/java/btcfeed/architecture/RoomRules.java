package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may see whom, and what the inner rooms may see of the JDK. */
final class RoomRules {
  /** Values, collections, time as a value: nothing that reaches outside the heap. */
  private static final List<String> PURE_JDK =
      List.of(
          "", // primitives
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.time..",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream");

  private RoomRules() {}

  /** What domain and application may use of the JDK; each is used, or it would not be here. */
  static Map<Room, List<String>> pureJdk() {
    return Map.of(
        Room.DOMAIN, PURE_JDK, Room.APPLICATION, plus(PURE_JDK, "java.util.concurrent.."));
  }

  static List<Rule> rules() {
    return List.of(
        rule(
            "The domain uses nothing of the JDK that reaches outside the heap, and no library",
            house -> usesOnly(house, Room.DOMAIN, PURE_JDK),
            "domain.market.Offences$AtAnAddress",
            "domain.market.Offences$OnDisk",
            "domain.market.Offences$Logged",
            "domain.market.Offences$Concurrent",
            "domain.market.Offences$GlobalCounter"),
        rule(
            "The domain starts no thread and asks nothing of the host",
            house ->
                noClasses()
                    .that()
                    .resideInAPackage(house.of(Room.DOMAIN))
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                        "java\\.lang\\.(Thread|ThreadLocal|Runtime|Process\\w*|System|ClassLoader)"),
            "domain.market.Offences$Threaded"),
        rule(
            "The application adds threads to that, but no network, no file and no library",
            house -> usesOnly(house, Room.APPLICATION, plus(PURE_JDK, "java.util.concurrent..")),
            "application.Offences$AtAnAddress",
            "application.Offences$OnDisk",
            "application.Offences$ByChannel",
            "application.Offences$WithALibrary",
            "application.HostOffences$Prints"),
        sees(Room.DOMAIN, "domain.market.Offences$KnowsAUseCase"),
        sees(Room.APPLICATION, "application.Offences$KnowsAnAdapter"),
        sees(Room.JOURNAL, "journal.Offences$KnowsItsNeighbour", "journal.Offences$KnowsAUseCase"),
        sees(
            Room.EXCHANGE,
            "exchange.Offences$KnowsTheSimulator",
            "exchange.Offences$KnowsAUseCase"),
        sees(Room.REDIS, "redis.Offences$KnowsItsNeighbour", "redis.Offences$KnowsAUseCase"),
        sees(Room.HTTP, "http.Offences$KnowsItsNeighbour", "http.Offences$KnowsTheWiring"),
        sees(Room.LOG, "log.Offences$KnowsItsNeighbour"),
        sees(Room.METRICS, "metrics.Offences$KnowsItsNeighbour"),
        sees(Room.CONFIGURATION, "configuration.Offences$KnowsTheWiring"),
        sees(Room.MONITOR, "monitor.Offences$KnowsAnAdapter"),
        sees(Room.RECORDING, "recording.Offences$KnowsTheWiring"),
        sees(Room.REHEARSAL, "rehearsal.Offences$KnowsTheWiring"),
        sees(Room.SIMULATOR, "simulator.Offences$KnowsAUseCase"),
        sees(Room.TEST_SUPPORT, "testsupport.Offences$KnowsAnAdapter"),
        sees(Room.BOOTSTRAP, "bootstrap.Offences$ShipsAFake"),
        sees(Room.BENCHMARKS, "benchmarks.Offences$MeasuresAFake"),
        rule(
            "Of the application, adapters see driving ports and the values these answer",
            house ->
                noClasses()
                    .that()
                    .resideInAnyPackage(house.of(List.of(Room.HTTP, Room.METRICS)))
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage(house.of(Room.APPLICATION)).and(not(offered()))),
            "http.Offences$KnowsAUseCase",
            "metrics.Offences$KnowsAUseCase"),
        rule(
            "Every class is in one of the rooms",
            house ->
                classes()
                    .that()
                    .doNotHaveSimpleName("package-info")
                    .should()
                    .resideInAnyPackage(house.of(List.of(Room.values()))),
            "elsewhere.Offences"),
        rule(
            "No two packages need each other, however far around",
            house -> slices().matching(house.root() + ".(**)").should().beFreeOfCycles(),
            "domain.hen.Hen",
            "domain.egg.Egg"));
  }

  private static Rule sees(Room room, String... offenders) {
    String others =
        room.sees().isEmpty()
            ? "nothing but itself"
            : String.join(", ", room.sees().stream().map(Room::module).toList());
    return rule(
        "Of the rooms of the house, " + room.module() + " sees " + others,
        house ->
            classes()
                .that()
                .resideInAPackage(house.of(room))
                .should()
                .onlyDependOnClassesThat(
                    resideOutsideOfPackage(house.everything())
                        .or(resideInAnyPackage(house.of(room)))
                        .or(resideInAnyPackage(house.of(room.sees())))),
        offenders);
  }

  /** Interfaces, and values: what a use case is made of stays inside. */
  private static DescribedPredicate<JavaClass> offered() {
    return DescribedPredicate.describe(
        "are driving ports or values",
        type -> type.isInterface() || type.isRecord() || type.isEnum());
  }

  private static ArchRule usesOnly(House house, Room room, List<String> packages) {
    return classes()
        .that()
        .resideInAPackage(house.of(room))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(house.everything()), packages.stream()).toArray(String[]::new));
  }

  private static List<String> plus(List<String> list, String more) {
    List<String> all = new ArrayList<>(list);
    all.add(more);
    return List.copyOf(all);
  }
}
