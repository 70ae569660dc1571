package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which library lives in which module, so that leaving one means changing one module. */
final class LibraryRules {
  private static final List<Library> LIBRARIES =
      List.of(
          library("Redisson", EnumSet.of(FeedModule.REDIS), "org.redisson..")
              .plantedIn("http.Offences$WithRedisson", "application.Offences$WithALibrary"),
          library("Netty", EnumSet.of(FeedModule.REDIS, FeedModule.EXCHANGE), "io.netty..")
              .plantedIn("http.Offences$WithNetty"),
          library("The embedded Redis", EnumSet.noneOf(FeedModule.class), "redis.embedded..")
              .plantedIn("http.Offences$WithAnEmbeddedRedis"),
          library("The WebSocket API", EnumSet.of(FeedModule.EXCHANGE), "jakarta.websocket..")
              .plantedIn("redis.Offences$WithWebSockets"),
          library("Tyrus", EnumSet.of(FeedModule.EXCHANGE), "org.glassfish..")
              .plantedIn("redis.Offences$WithTyrus"),
          library("Apache HttpCore", EnumSet.of(FeedModule.EXCHANGE), "org.apache.hc..")
              .plantedIn("redis.Offences$WithHttpCore"),
          library("Protocol Buffers", EnumSet.of(FeedModule.EXCHANGE), "com.google.protobuf..")
              .plantedIn("redis.Offences$WithProtobuf"),
          library("Helidon", EnumSet.of(FeedModule.HTTP), "io.helidon..")
              .plantedIn("redis.Offences$WithHelidon"),
          library("Micrometer", EnumSet.of(FeedModule.HTTP), "io.micrometer..", "io.prometheus..")
              .plantedIn("redis.Offences$WithMicrometer"),
          library(
                  "Jackson",
                  EnumSet.of(
                      FeedModule.HTTP,
                      FeedModule.MONITOR,
                      FeedModule.REHEARSAL,
                      FeedModule.BOOTSTRAP,
                      FeedModule.BENCHMARKS),
                  "com.fasterxml..")
              .plantedIn("redis.Offences$WithJackson"),
          library(
                  "The PostgreSQL driver",
                  EnumSet.of(FeedModule.SINK_POSTGRESQL),
                  "org.postgresql..")
              .plantedIn("http.Offences$WithPostgresql"),
          library("Picocli", EnumSet.of(FeedModule.BOOTSTRAP), "picocli..")
              .plantedIn("http.Offences$WithPicocli"),
          library("JLine", EnumSet.of(FeedModule.MONITOR), "org.jline..")
              .plantedIn("http.Offences$WithJline"),
          library("TamboUI", EnumSet.of(FeedModule.MONITOR), "dev.tamboui..")
              .plantedIn("http.Offences$WithTamboui"),
          library(
                  "Logging, for which other modules have FeedLog,",
                  EnumSet.of(FeedModule.LOG, FeedModule.CONFIGURATION, FeedModule.BOOTSTRAP),
                  "ch.qos.logback..",
                  "org.slf4j..",
                  "java.util.logging..")
              .plantedIn("http.Offences$WithLogback", "domain.market.Offences$Logged"),
          library(
                  "HdrHistogram",
                  EnumSet.of(FeedModule.METRICS, FeedModule.BENCHMARKS),
                  "org.HdrHistogram..")
              .plantedIn("http.Offences$WithAHistogram"),
          library(
                  "The JDK's HTTP server",
                  EnumSet.of(FeedModule.TEST_SUPPORT, FeedModule.BENCHMARKS),
                  "com.sun.net.httpserver..")
              .plantedIn("http.Offences$WithTheJdksServer"),
          library(
                  "Parquet",
                  EnumSet.of(FeedModule.SINK_PARQUET),
                  "org.apache.parquet..",
                  "org.apache.hadoop..")
              .plantedIn("http.Offences$WithParquet"),
          library("Kafka's library", EnumSet.of(FeedModule.SINK_KAFKA), "org.apache.kafka..")
              .plantedIn("http.Offences$WithKafka"),
          library(
                  "The JDK's count of allocated bytes",
                  EnumSet.of(FeedModule.VENUE_KIT),
                  "com.sun.management..")
              .plantedIn("http.Offences$WithTheJdksCounts"),
          library("JMH", EnumSet.of(FeedModule.BENCHMARKS), "org.openjdk.jmh..")
              .plantedIn("http.Offences$WithJmh"),
          library(
                  "Everything made for tests",
                  EnumSet.of(FeedModule.TEST_SUPPORT, FeedModule.SINK_KIT, FeedModule.VENUE_KIT),
                  "com.github.dockerjava..",
                  "org.junit..",
                  "org.assertj..",
                  "org.awaitility..",
                  "org.testcontainers..")
              .plantedIn("http.Offences$WithJunit"));

  private LibraryRules() {}

  /** Every library and the modules that may use it. */
  static List<Library> libraries() {
    return LIBRARIES;
  }

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(LIBRARIES.stream().map(Library::rule).toList());
    rules.add(
        rule(
            "No library is used that is not listed here",
            codebase ->
                classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                        Stream.concat(
                                Stream.of("", "java..", "javax..", codebase.everything()),
                                LIBRARIES.stream().flatMap(lib -> lib.packages().stream()))
                            .toArray(String[]::new)),
            "elsewhere.Offences"));
    return List.copyOf(rules);
  }

  private static Library library(String name, Set<FeedModule> modules, String... packages) {
    return new Library(name, modules, List.of(packages), List.of());
  }

  record Library(
      String name, Set<FeedModule> modules, List<String> packages, List<String> offenders) {

    Library plantedIn(String... classes) {
      return new Library(name, modules, packages, List.of(classes));
    }

    Rule rule() {
      return new Rule(
          name + " is used in " + modules.stream().map(FeedModule::folder).toList() + " only",
          codebase ->
              noClasses()
                  .that()
                  .resideOutsideOfPackages(codebase.of(modules))
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages.toArray(String[]::new)),
          offenders);
    }
  }
}
