package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which library lives in which room, so that leaving one means changing one room. */
final class LibraryRules {
  private static final List<Library> LIBRARIES =
      List.of(
          library("Redisson", EnumSet.of(Room.REDIS), "org.redisson..")
              .plantedIn("http.Offences$WithRedisson", "application.Offences$WithALibrary"),
          library("Netty", EnumSet.of(Room.REDIS, Room.EXCHANGE), "io.netty..")
              .plantedIn("http.Offences$WithNetty"),
          library("The embedded Redis", EnumSet.of(Room.REDIS), "redis.embedded..")
              .plantedIn("http.Offences$WithAnEmbeddedRedis"),
          library("The WebSocket API", EnumSet.of(Room.EXCHANGE), "jakarta.websocket..")
              .plantedIn("redis.Offences$WithWebSockets"),
          library("Tyrus", EnumSet.of(Room.EXCHANGE), "org.glassfish..")
              .plantedIn("redis.Offences$WithTyrus"),
          library("Apache HttpCore", EnumSet.of(Room.EXCHANGE), "org.apache.hc..")
              .plantedIn("redis.Offences$WithHttpCore"),
          library("Protocol Buffers", EnumSet.of(Room.EXCHANGE), "com.google.protobuf..")
              .plantedIn("redis.Offences$WithProtobuf"),
          library("Helidon", EnumSet.of(Room.HTTP), "io.helidon..")
              .plantedIn("redis.Offences$WithHelidon"),
          library("Micrometer", EnumSet.of(Room.HTTP), "io.micrometer..", "io.prometheus..")
              .plantedIn("redis.Offences$WithMicrometer"),
          library(
                  "Jackson",
                  EnumSet.of(
                      Room.HTTP, Room.MONITOR, Room.REHEARSAL, Room.BOOTSTRAP, Room.BENCHMARKS),
                  "com.fasterxml..")
              .plantedIn("redis.Offences$WithJackson"),
          library("Picocli", EnumSet.of(Room.BOOTSTRAP), "picocli..")
              .plantedIn("http.Offences$WithPicocli"),
          library("JLine", EnumSet.of(Room.MONITOR), "org.jline..")
              .plantedIn("http.Offences$WithJline"),
          library("TamboUI", EnumSet.of(Room.MONITOR), "dev.tamboui..")
              .plantedIn("http.Offences$WithTamboui"),
          library(
                  "Logging, for which everyone else has FeedLog,",
                  EnumSet.of(Room.LOG, Room.CONFIGURATION, Room.BOOTSTRAP),
                  "ch.qos.logback..",
                  "org.slf4j..",
                  "java.util.logging..")
              .plantedIn("http.Offences$WithLogback", "domain.market.Offences$Logged"),
          library("HdrHistogram", EnumSet.of(Room.METRICS, Room.BENCHMARKS), "org.HdrHistogram..")
              .plantedIn("http.Offences$WithAHistogram"),
          library("The JDK's HTTP server", EnumSet.of(Room.BENCHMARKS), "com.sun.net.httpserver..")
              .plantedIn("http.Offences$WithTheJdksServer"),
          library("JMH", EnumSet.of(Room.BENCHMARKS), "org.openjdk.jmh..")
              .plantedIn("http.Offences$WithJmh"),
          library(
                  "Everything made for tests",
                  EnumSet.of(Room.TEST_SUPPORT),
                  "com.github.dockerjava..",
                  "org.junit..",
                  "org.assertj..",
                  "org.awaitility..",
                  "org.testcontainers..")
              .plantedIn("http.Offences$WithJunit"));

  private LibraryRules() {}

  /** Every library and the rooms that may use it. */
  static List<Library> libraries() {
    return LIBRARIES;
  }

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(LIBRARIES.stream().map(Library::rule).toList());
    rules.add(
        rule(
            "No library is used that has no room of its own here",
            house ->
                classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                        Stream.concat(
                                Stream.of("", "java..", "javax..", house.everything()),
                                LIBRARIES.stream().flatMap(lib -> lib.packages().stream()))
                            .toArray(String[]::new)),
            "elsewhere.Offences"));
    return List.copyOf(rules);
  }

  private static Library library(String name, Set<Room> rooms, String... packages) {
    return new Library(name, rooms, List.of(packages), List.of());
  }

  record Library(String name, Set<Room> rooms, List<String> packages, List<String> offenders) {

    Library plantedIn(String... classes) {
      return new Library(name, rooms, packages, List.of(classes));
    }

    Rule rule() {
      return new Rule(
          name + " is used in " + rooms.stream().map(Room::module).toList() + " only",
          house ->
              noClasses()
                  .that()
                  .resideOutsideOfPackages(house.of(rooms))
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages.toArray(String[]::new)),
          offenders);
    }
  }
}
