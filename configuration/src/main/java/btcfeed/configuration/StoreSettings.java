package btcfeed.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of both stores together, and of the written data. */
final class StoreSettings {
  static final Setting<Boolean> USE_FAILOVER =
      Setting.of(
          "USE_FAILOVER",
          Kinds.BOOLEAN,
          "true",
          "Use a second store beside the primary. Readers are directed to it while the primary is"
              + " not healthy.");

  static final Setting<FeedConfig.Scope> FEED_FAILOVER_SCOPE =
      Setting.of(
          "FEED_FAILOVER_SCOPE",
          Kinds.oneOf(
              "all or critical",
              Map.of("all", FeedConfig.Scope.ALL, "critical", FeedConfig.Scope.CRITICAL)),
          "all",
          "What the failover store gets: everything, or only the keys of FEED_CRITICAL_KEYS.");

  static final Setting<List<String>> FEED_CRITICAL_KEYS =
      Setting.of(
          "FEED_CRITICAL_KEYS",
          Kinds.KEYS,
          "last_btc_price,last_btc_update_time,btc_movement_history",
          "The keys that the failover store gets with FEED_FAILOVER_SCOPE=critical.");

  static final Setting<Duration> FEED_REDIS_TIMEOUT =
      Setting.of(
          "FEED_REDIS_TIMEOUT",
          Kinds.duration(Duration.ofMillis(10), Duration.ofSeconds(30)),
          "200ms",
          "The longest wait for a reply of a store. After that the store counts as away.");

  static final Setting<Duration> FEED_STORE_RETRY =
      Setting.of(
          "FEED_STORE_RETRY",
          Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "1s",
          "The longest wait before a failed store is tried again. The first wait is at most 50 ms,"
              + " and each further one is up to twice as long.");

  static final Setting<Duration> FEED_FAILBACK_GRACE =
      Setting.of(
          "FEED_FAILBACK_GRACE",
          Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
          "5s",
          "How long the primary must be healthy before readers return to it.");

  static final Setting<Long> FEED_STREAM_MAXLEN =
      Setting.of(
          "FEED_STREAM_MAXLEN",
          Kinds.number(1, 1_000_000_000),
          "1000000",
          "The number of ticks to keep in btc:ticks of each store. Older ones are trimmed.");

  static final Setting<Long> FEED_HISTORY_LENGTH =
      Setting.of(
          "FEED_HISTORY_LENGTH",
          Kinds.number(1, 1_000),
          "1000",
          "The number of entries to keep in the list btc_movement_history.");

  static final Setting<Boolean> FEED_COMPAT_KEYS =
      Setting.of(
          "FEED_COMPAT_KEYS",
          Kinds.BOOLEAN,
          "true",
          "Also write the keys of the original service: last_btc_price, last_btc_update_time,"
              + " btc_movement_history, current_exchange, and the channel btc_price.");

  static final Setting<String> FEED_KEY_PREFIX =
      Setting.of(
          "FEED_KEY_PREFIX",
          Kinds.KEY_PREFIX,
          "The prefix of every key and channel in both stores, in place of btc:. Unset, the names"
              + " are as documented. In a Redis Cluster they then start with {btc}:, a hash tag"
              + " that keeps them in one slot.");

  static final Setting<Path> FEED_REDIS_BINARY =
      Setting.of(
          "FEED_REDIS_BINARY",
          Kinds.PROGRAM,
          "The redis-server or valkey-server to start as the embedded store. Unset, the one on the"
              + " PATH is used, else the bundled one.");

  static final List<Setting<?>> ALL =
      List.of(
          USE_FAILOVER,
          FEED_FAILOVER_SCOPE,
          FEED_CRITICAL_KEYS,
          FEED_REDIS_TIMEOUT,
          FEED_STORE_RETRY,
          FEED_FAILBACK_GRACE,
          FEED_STREAM_MAXLEN,
          FEED_HISTORY_LENGTH,
          FEED_COMPAT_KEYS,
          FEED_KEY_PREFIX,
          FEED_REDIS_BINARY);

  private StoreSettings() {}
}
