package btcfeed.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What can be set about both stores together, and about what is written to them. */
final class StoreSettings {
  static final Setting<Boolean> USE_FAILOVER =
      Setting.of(
          "USE_FAILOVER",
          Kinds.BOOLEAN,
          "true",
          "Keep a second store beside the primary, and point readers at it while the primary is"
              + " not well.");

  static final Setting<FeedConfig.Scope> FEED_FAILOVER_SCOPE =
      Setting.of(
          "FEED_FAILOVER_SCOPE",
          Kinds.oneOf(
              "all or critical",
              Map.of("all", FeedConfig.Scope.ALL, "critical", FeedConfig.Scope.CRITICAL)),
          "all",
          "What the failover store gets: all, or only the keys of FEED_CRITICAL_KEYS.");

  static final Setting<List<String>> FEED_CRITICAL_KEYS =
      Setting.of(
          "FEED_CRITICAL_KEYS",
          Kinds.KEYS,
          "last_btc_price,last_btc_update_time,btc_movement_history",
          "What the failover store gets with FEED_FAILOVER_SCOPE=critical; * at the end stands for"
              + " anything.");

  static final Setting<Duration> FEED_REDIS_TIMEOUT =
      Setting.of(
          "FEED_REDIS_TIMEOUT",
          Kinds.duration(Duration.ofMillis(10), Duration.ofSeconds(30)),
          "200ms",
          "How long a store may take for an answer before it counts as away.");

  static final Setting<Duration> FEED_STORE_RETRY =
      Setting.of(
          "FEED_STORE_RETRY",
          Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "1s",
          "The longest wait before a store that failed is asked again. The first wait is at most"
              + " 50 ms, and each further one is up to twice as long.");

  static final Setting<Duration> FEED_FAILBACK_GRACE =
      Setting.of(
          "FEED_FAILBACK_GRACE",
          Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
          "5s",
          "How long the primary must have been well again before readers go back to it.");

  static final Setting<Long> FEED_STREAM_MAXLEN =
      Setting.of(
          "FEED_STREAM_MAXLEN",
          Kinds.number(1, 1_000_000_000),
          "1000000",
          "Ticks kept in btc:ticks of each store; older ones are trimmed.");

  static final Setting<Long> FEED_HISTORY_LENGTH =
      Setting.of(
          "FEED_HISTORY_LENGTH",
          Kinds.number(1, 1_000),
          "1000",
          "Entries kept in the list btc_movement_history.");

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
          "What every key and channel in both stores begins with, in place of btc: where they have"
              + " that. Unset: the names as documented, and {btc}: in a Redis Cluster, where a hash"
              + " tag has to keep them in one slot.");

  static final Setting<Path> FEED_REDIS_BINARY =
      Setting.of(
          "FEED_REDIS_BINARY",
          Kinds.PROGRAM,
          "The redis-server or valkey-server to start as the embedded store. Unset: the one on the"
              + " PATH, else the one we bring.");

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
