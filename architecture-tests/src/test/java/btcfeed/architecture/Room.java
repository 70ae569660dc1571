package btcfeed.architecture;

import java.util.EnumSet;
import java.util.Set;

/** A room of the house: a Maven module, the package it holds, and the rooms it may see. */
enum Room {
  DOMAIN("domain", "domain"),
  APPLICATION("application", "application"),
  TEST_SUPPORT("test-support", "testsupport"),
  JOURNAL("adapters-journal", "journal"),
  SIMULATOR("simulator", "simulator"),
  EXCHANGE("adapters-exchange", "exchange"),
  REDIS("adapters-redis", "redis"),
  HTTP("adapters-http", "http"),
  BOOTSTRAP("bootstrap", "bootstrap"),
  BENCHMARKS("benchmarks", "benchmarks");

  private final String module;
  private final String packageName;

  Room(String module, String packageName) {
    this.module = module;
    this.packageName = packageName;
  }

  /** The folder of its Maven module. */
  String module() {
    return module;
  }

  /** Its package, under the root package. */
  String packageName() {
    return packageName;
  }

  /** The rooms it may see besides itself; what is not listed here is forbidden. */
  Set<Room> sees() {
    return switch (this) {
      case DOMAIN -> EnumSet.noneOf(Room.class);
      case APPLICATION, SIMULATOR, TEST_SUPPORT -> EnumSet.of(DOMAIN);
      case JOURNAL, EXCHANGE, REDIS, HTTP -> EnumSet.of(DOMAIN, APPLICATION);
      case BOOTSTRAP -> EnumSet.of(DOMAIN, APPLICATION, JOURNAL, SIMULATOR, EXCHANGE, REDIS, HTTP);
      case BENCHMARKS ->
          EnumSet.of(DOMAIN, APPLICATION, JOURNAL, SIMULATOR, EXCHANGE, REDIS, HTTP, BOOTSTRAP);
    };
  }

  /** The rooms whose own modules a pom names; the others come with those. */
  Set<Room> named() {
    return switch (this) {
      case DOMAIN -> EnumSet.noneOf(Room.class);
      case APPLICATION, SIMULATOR, TEST_SUPPORT -> EnumSet.of(DOMAIN);
      case JOURNAL, EXCHANGE, REDIS, HTTP -> EnumSet.of(APPLICATION);
      case BOOTSTRAP -> EnumSet.of(JOURNAL, SIMULATOR, EXCHANGE, REDIS, HTTP);
      case BENCHMARKS -> EnumSet.of(BOOTSTRAP, SIMULATOR, EXCHANGE, JOURNAL);
    };
  }
}
