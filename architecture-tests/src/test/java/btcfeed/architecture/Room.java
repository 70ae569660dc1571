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
  LOG("adapters-log", "log"),
  METRICS("adapters-metrics", "metrics"),
  CONFIGURATION("configuration", "configuration"),
  MONITOR("monitor", "monitor"),
  RECORDING("recording", "recording"),
  REHEARSAL("rehearsal", "rehearsal"),
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
      case APPLICATION, SIMULATOR, TEST_SUPPORT, JOURNAL, EXCHANGE, REDIS, LOG, MONITOR ->
          EnumSet.of(DOMAIN);
      case HTTP, METRICS -> EnumSet.of(DOMAIN, APPLICATION);
      case CONFIGURATION -> EnumSet.of(DOMAIN, EXCHANGE, REDIS, HTTP, LOG);
      case RECORDING -> EnumSet.of(DOMAIN, APPLICATION, EXCHANGE, REDIS, CONFIGURATION);
      case REHEARSAL ->
          EnumSet.of(DOMAIN, APPLICATION, EXCHANGE, REDIS, SIMULATOR, CONFIGURATION, MONITOR);
      case BOOTSTRAP ->
          EnumSet.complementOf(EnumSet.of(TEST_SUPPORT, SIMULATOR, BOOTSTRAP, BENCHMARKS));
      case BENCHMARKS -> EnumSet.of(DOMAIN, JOURNAL, SIMULATOR, EXCHANGE);
    };
  }

  /** The rooms whose own modules a pom names; the others come with those. */
  Set<Room> named() {
    return switch (this) {
      case DOMAIN -> EnumSet.noneOf(Room.class);
      case APPLICATION, SIMULATOR, TEST_SUPPORT, JOURNAL, EXCHANGE, REDIS, LOG, MONITOR ->
          EnumSet.of(DOMAIN);
      case HTTP, METRICS -> EnumSet.of(APPLICATION);
      case CONFIGURATION -> EnumSet.of(EXCHANGE, REDIS, HTTP, LOG);
      case RECORDING -> EnumSet.of(APPLICATION, CONFIGURATION);
      case REHEARSAL -> EnumSet.of(APPLICATION, CONFIGURATION, SIMULATOR, MONITOR);
      case BOOTSTRAP -> EnumSet.of(JOURNAL, METRICS, RECORDING, REHEARSAL);
      case BENCHMARKS -> EnumSet.of(BOOTSTRAP, SIMULATOR, EXCHANGE, JOURNAL);
    };
  }
}
