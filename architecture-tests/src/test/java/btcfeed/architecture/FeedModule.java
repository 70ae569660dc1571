package btcfeed.architecture;

import java.util.EnumSet;
import java.util.Set;

/** A module of the codebase: a Maven module, the package it holds, and the modules it may see. */
enum FeedModule {
  DOMAIN("domain", "domain"),
  API("api", "api"),
  APPLICATION("application", "application"),
  SINK_KIT("sink-kit", "sinkkit"),
  PLUGIN_LOADER("plugin-loader", "plugin"),
  TEST_SUPPORT("test-support", "testsupport"),
  JOURNAL("adapters-journal", "journal"),
  SIMULATOR("simulator", "simulator"),
  EXCHANGE("adapters-exchange", "exchange"),
  VENUE_KIT("venue-kit", "venuekit"),
  REDIS("adapters-redis", "redis"),
  HTTP("adapters-http", "http"),
  LOG("adapters-log", "log"),
  METRICS("adapters-metrics", "metrics"),
  CONFIGURATION("configuration", "configuration"),
  MONITOR("monitor", "monitor"),
  RECORDING("recording", "recording"),
  REHEARSAL("rehearsal", "rehearsal"),
  BOOTSTRAP("bootstrap", "bootstrap"),
  SINK_PARQUET("sink-parquet", "sink.parquet"),
  SINK_KAFKA("sink-kafka", "sink.kafka"),
  SINK_POSTGRESQL("sink-postgresql", "sink.postgresql"),
  BENCHMARKS("benchmarks", "benchmarks");

  private final String folder;
  private final String packageName;

  FeedModule(String folder, String packageName) {
    this.folder = folder;
    this.packageName = packageName;
  }

  /** The folder of its Maven module. */
  String folder() {
    return folder;
  }

  /** Its package, under the root package. */
  String packageName() {
    return packageName;
  }

  /** The modules it may see besides itself; what is not listed here is forbidden. */
  Set<FeedModule> sees() {
    return switch (this) {
      case DOMAIN -> EnumSet.noneOf(FeedModule.class);
      case API, SINK_KIT, APPLICATION, SIMULATOR, TEST_SUPPORT, JOURNAL, REDIS, LOG, MONITOR ->
          EnumSet.of(DOMAIN);
      case EXCHANGE -> EnumSet.of(DOMAIN, API);
      case VENUE_KIT -> EnumSet.of(DOMAIN, APPLICATION, TEST_SUPPORT, SIMULATOR, EXCHANGE);
      case HTTP, METRICS -> EnumSet.of(DOMAIN, APPLICATION);
      case PLUGIN_LOADER -> EnumSet.of(API);
      case CONFIGURATION -> EnumSet.of(DOMAIN, API, EXCHANGE, REDIS, HTTP, LOG);
      case RECORDING -> EnumSet.of(DOMAIN, APPLICATION, EXCHANGE, REDIS, CONFIGURATION);
      case REHEARSAL ->
          EnumSet.of(DOMAIN, API, APPLICATION, EXCHANGE, REDIS, SIMULATOR, CONFIGURATION, MONITOR);
      case BOOTSTRAP ->
          EnumSet.complementOf(
              EnumSet.of(
                  TEST_SUPPORT,
                  SINK_KIT,
                  VENUE_KIT,
                  SIMULATOR,
                  BOOTSTRAP,
                  SINK_PARQUET,
                  SINK_KAFKA,
                  SINK_POSTGRESQL,
                  BENCHMARKS));
      case SINK_PARQUET, SINK_KAFKA, SINK_POSTGRESQL -> EnumSet.of(DOMAIN, API);
      case BENCHMARKS -> EnumSet.of(DOMAIN, JOURNAL, SIMULATOR, EXCHANGE);
    };
  }

  /** The modules whose own modules a pom names; the others come with those. */
  Set<FeedModule> named() {
    return switch (this) {
      case DOMAIN -> EnumSet.noneOf(FeedModule.class);
      case API, APPLICATION, SIMULATOR, TEST_SUPPORT, JOURNAL, REDIS, LOG, MONITOR ->
          EnumSet.of(DOMAIN);
      case SINK_KIT, SINK_KAFKA, SINK_POSTGRESQL, EXCHANGE -> EnumSet.of(API);
      case VENUE_KIT -> EnumSet.of(APPLICATION, TEST_SUPPORT, SIMULATOR, EXCHANGE);
      case HTTP, METRICS -> EnumSet.of(APPLICATION);
      case PLUGIN_LOADER -> EnumSet.of(API);
      case CONFIGURATION -> EnumSet.of(API, EXCHANGE, REDIS, HTTP, LOG);
      case RECORDING -> EnumSet.of(APPLICATION, CONFIGURATION);
      case REHEARSAL -> EnumSet.of(APPLICATION, CONFIGURATION, SIMULATOR, MONITOR);
      case BOOTSTRAP -> EnumSet.of(JOURNAL, METRICS, PLUGIN_LOADER, RECORDING, REHEARSAL);
      case SINK_PARQUET -> EnumSet.of(API);
      case BENCHMARKS -> EnumSet.of(BOOTSTRAP, SIMULATOR, EXCHANGE, JOURNAL);
    };
  }
}
