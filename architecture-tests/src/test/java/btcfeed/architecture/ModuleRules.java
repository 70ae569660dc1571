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
import java.util.stream.Stream;

/** Who may see whom, and what the inner modules may see of the JDK. */
final class ModuleRules {
  /** Values, collections, time as a value: nothing that reaches outside the heap. */
  private static final List<String> PURE_JDK =
      List.of(
          "", // primitives
          "java.lang",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.time..",
          "java.util",
          "java.util.function",
          "java.util.stream");

  private ModuleRules() {}

  /** What domain and application may use of the JDK; one of them uses each. */
  static List<String> pureJdk() {
    return plus(PURE_JDK, "java.util.concurrent..").stream().filter(it -> !it.isEmpty()).toList();
  }

  static List<Rule> rules() {
    return List.of(
        rule(
            "The domain uses nothing of the JDK that reaches outside the heap, and no library",
            codebase -> usesOnly(codebase, FeedModule.DOMAIN, PURE_JDK),
            "domain.market.Offences$AtAnAddress",
            "domain.market.Offences$OnDisk",
            "domain.market.Offences$Logged",
            "domain.market.Offences$Concurrent",
            "domain.market.Offences$GlobalCounter"),
        rule(
            "The domain starts no thread and reads nothing of the host",
            codebase ->
                noClasses()
                    .that()
                    .resideInAPackage(codebase.of(FeedModule.DOMAIN))
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                        "java\\.lang\\.(Thread|ThreadLocal|Runtime|Process\\w*|System|ClassLoader)"),
            "domain.market.Offences$Threaded"),
        rule(
            "The application adds threads to that, but no network, no file and no library",
            codebase ->
                usesOnly(
                    codebase, FeedModule.APPLICATION, plus(PURE_JDK, "java.util.concurrent..")),
            "application.Offences$AtAnAddress",
            "application.Offences$OnDisk",
            "application.Offences$ByChannel",
            "application.Offences$WithALibrary",
            "application.HostOffences$Prints"),
        sees(FeedModule.DOMAIN, "domain.market.Offences$KnowsAUseCase"),
        sees(FeedModule.API, "api.Offences$KnowsAUseCase"),
        sees(FeedModule.SINK_KIT, "sinkkit.Offences$KnowsAUseCase"),
        sees(FeedModule.PLUGIN_LOADER, "plugin.Offences$KnowsAUseCase"),
        sees(FeedModule.APPLICATION, "application.Offences$KnowsAnAdapter"),
        sees(
            FeedModule.JOURNAL,
            "journal.Offences$KnowsItsNeighbour",
            "journal.Offences$KnowsAUseCase"),
        sees(
            FeedModule.EXCHANGE,
            "exchange.Offences$KnowsTheSimulator",
            "exchange.Offences$KnowsAUseCase"),
        sees(FeedModule.VENUE_KIT, "venuekit.Offences$KnowsTheWiring"),
        sees(FeedModule.REDIS, "redis.Offences$KnowsItsNeighbour", "redis.Offences$KnowsAUseCase"),
        sees(FeedModule.HTTP, "http.Offences$KnowsItsNeighbour", "http.Offences$KnowsTheWiring"),
        sees(FeedModule.LOG, "log.Offences$KnowsItsNeighbour"),
        sees(FeedModule.METRICS, "metrics.Offences$KnowsItsNeighbour"),
        sees(FeedModule.CONFIGURATION, "configuration.Offences$KnowsTheWiring"),
        sees(FeedModule.MONITOR, "monitor.Offences$KnowsAnAdapter"),
        sees(FeedModule.RECORDING, "recording.Offences$KnowsTheWiring"),
        sees(FeedModule.REHEARSAL, "rehearsal.Offences$KnowsTheWiring"),
        sees(FeedModule.SIMULATOR, "simulator.Offences$KnowsAUseCase"),
        sees(FeedModule.TEST_SUPPORT, "testsupport.Offences$KnowsAnAdapter"),
        sees(FeedModule.BOOTSTRAP, "bootstrap.Offences$ShipsAFake"),
        sees(FeedModule.SINK_PARQUET, "sink.parquet.Offences$KnowsAUseCase"),
        sees(FeedModule.SINK_KAFKA, "sink.kafka.Offences$KnowsAUseCase"),
        sees(FeedModule.SINK_POSTGRESQL, "sink.postgresql.Offences$KnowsAUseCase"),
        sees(FeedModule.BENCHMARKS, "benchmarks.Offences$MeasuresAFake"),
        rule(
            "Of the application, adapters see driving ports and the values that these return",
            codebase ->
                noClasses()
                    .that()
                    .resideInAnyPackage(codebase.of(List.of(FeedModule.HTTP, FeedModule.METRICS)))
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage(codebase.of(FeedModule.APPLICATION)).and(not(offered()))),
            "http.Offences$KnowsAUseCase",
            "metrics.Offences$KnowsAUseCase"),
        rule(
            "Every class is in one of the modules",
            codebase ->
                classes()
                    .that()
                    .doNotHaveSimpleName("package-info")
                    .should()
                    .resideInAnyPackage(codebase.of(List.of(FeedModule.values()))),
            "elsewhere.Offences"),
        rule(
            "No two packages depend on each other, directly or around others",
            codebase -> slices().matching(codebase.root() + ".(**)").should().beFreeOfCycles(),
            "domain.hen.Hen",
            "domain.egg.Egg"));
  }

  private static Rule sees(FeedModule module, String... offenders) {
    String others =
        module.sees().isEmpty()
            ? "nothing but itself"
            : String.join(", ", module.sees().stream().map(FeedModule::folder).toList());
    return rule(
        "Of the modules, " + module.folder() + " sees " + others,
        codebase ->
            classes()
                .that()
                .resideInAPackage(codebase.of(module))
                .should()
                .onlyDependOnClassesThat(
                    resideOutsideOfPackage(codebase.everything())
                        .or(resideInAnyPackage(codebase.of(module)))
                        .or(resideInAnyPackage(codebase.of(module.sees())))),
        offenders);
  }

  /** Interfaces, and values: what a use case is made of stays inside. */
  private static DescribedPredicate<JavaClass> offered() {
    return DescribedPredicate.describe(
        "are driving ports or values",
        type -> type.isInterface() || type.isRecord() || type.isEnum());
  }

  private static ArchRule usesOnly(Codebase codebase, FeedModule module, List<String> packages) {
    return classes()
        .that()
        .resideInAPackage(codebase.of(module))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(codebase.everything()), packages.stream())
                .toArray(String[]::new));
  }

  private static List<String> plus(List<String> list, String more) {
    List<String> all = new ArrayList<>(list);
    all.add(more);
    return List.copyOf(all);
  }
}
