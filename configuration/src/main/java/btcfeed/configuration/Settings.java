package btcfeed.configuration;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.exchange.net.NoProxy;
import btcfeed.exchange.net.ProxyServer;
import btcfeed.log.LogFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * The table of all settings, in the order of {@code .env.example}, which describes each for
 * operators. A test compares both.
 */
public final class Settings {
  private static final List<Setting<?>> TABLE = new ArrayList<>();

  // Venues.
  static final Setting<List<Venue>> EXCHANGE = add("EXCHANGE", Kinds.VENUES, Venues.DEFAULT.name());
  static final Setting<List<Symbol>> FEED_SYMBOLS =
      add("FEED_SYMBOLS", Kinds.SYMBOLS, "BTC-USD,BTC-USDT");
  static final Setting<Long> FEED_LINES = add("FEED_LINES", Kinds.number(1, 2), "2");
  static final Setting<URI> WEBSOCKET_URL = add("WEBSOCKET_URL", Kinds.url("ws", "wss"));
  static final Setting<Long> MAX_MESSAGE_SIZE =
      add("MAX_MESSAGE_SIZE", Kinds.size(1 << 10, 256L << 20), "10MiB");
  static final Setting<Duration> RECONNECT_INTERVAL =
      add("RECONNECT_INTERVAL", Kinds.duration(Duration.ofMillis(10), Duration.ofHours(1)), "1s");
  static final Setting<Duration> FEED_STALE_AFTER =
      add("FEED_STALE_AFTER", Kinds.duration(Duration.ofMillis(100), Duration.ofHours(24)), "10s");
  static final Setting<URI> WEBSOCKET_URLS = add("WEBSOCKET_URL_", Kinds.url("ws", "wss"));
  static final Setting<URI> REST_URLS = add("REST_URL_", Kinds.url("http", "https"));

  // Network.
  static final Setting<Optional<ProxyServer>> FEED_PROXY = add("FEED_PROXY", Kinds.PROXY_OR_NONE);
  static final Setting<ProxyServer> HTTPS_PROXY =
      add(Setting.of("HTTPS_PROXY", Kinds.PROXY).orNamed("https_proxy"));
  static final Setting<ProxyServer> ALL_PROXY =
      add(Setting.of("ALL_PROXY", Kinds.PROXY).orNamed("all_proxy"));
  static final Setting<NoProxy> NO_PROXY =
      add(Setting.of("NO_PROXY", Kinds.NO_PROXY).orNamed("no_proxy"));
  static final Setting<Path> FEED_SSL_CA_FILE = add("FEED_SSL_CA_FILE", Kinds.READABLE_FILE);

  // The two Redis.
  static final RedisSettings PRIMARY =
      RedisSettings.of("primary", "", Setting.of("REDIS_HOST", Kinds.HOST));
  static final RedisSettings FAILOVER =
      RedisSettings.of(
          "failover", "FAILOVER_", Setting.of("FAILOVER_REDIS_HOST", Kinds.HOST, "localhost"));

  // Both stores.
  static final Setting<Boolean> USE_FAILOVER = add("USE_FAILOVER", Kinds.BOOLEAN, "true");
  static final Setting<FeedConfig.Scope> FEED_FAILOVER_SCOPE =
      add("FEED_FAILOVER_SCOPE", Kinds.oneOf("all or critical", FeedConfig.Scope.values()), "all");
  static final Setting<List<String>> FEED_CRITICAL_KEYS =
      add(
          "FEED_CRITICAL_KEYS",
          Kinds.KEYS,
          "last_btc_price,last_btc_update_time,btc_movement_history");
  static final Setting<Duration> FEED_REDIS_TIMEOUT =
      add(
          "FEED_REDIS_TIMEOUT",
          Kinds.duration(Duration.ofMillis(10), Duration.ofSeconds(30)),
          "200ms");
  static final Setting<Duration> FEED_STORE_RETRY =
      add("FEED_STORE_RETRY", Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(1)), "1s");
  static final Setting<Duration> FEED_FAILBACK_GRACE =
      add("FEED_FAILBACK_GRACE", Kinds.duration(Duration.ZERO, Duration.ofHours(1)), "5s");
  static final Setting<Long> FEED_STREAM_MAXLEN =
      add("FEED_STREAM_MAXLEN", Kinds.number(1, 1_000_000_000), "1000000");
  static final Setting<Long> FEED_HISTORY_LENGTH =
      add("FEED_HISTORY_LENGTH", Kinds.number(1, 1_000), "1000");
  static final Setting<Boolean> FEED_COMPAT_KEYS = add("FEED_COMPAT_KEYS", Kinds.BOOLEAN, "true");
  static final Setting<String> FEED_KEY_PREFIX = add("FEED_KEY_PREFIX", Kinds.KEY_PREFIX);
  static final Setting<Duration> FEED_LEASE =
      add("FEED_LEASE", Kinds.duration(Duration.ofMillis(500), Duration.ofMinutes(1)), "2s");
  static final Setting<RedisUrl> FEED_WITNESS_URL = add("FEED_WITNESS_URL", Kinds.REDIS_URL);
  static final Setting<Path> FEED_REDIS_BINARY = add("FEED_REDIS_BINARY", Kinds.PROGRAM);

  // HTTP.
  static final Setting<String> HEALTH_CHECK_HOST = add("HEALTH_CHECK_HOST", Kinds.HOST, "0.0.0.0");
  static final Setting<Integer> HEALTH_CHECK_PORT =
      add("HEALTH_CHECK_PORT", Kinds.PORT_OR_ZERO, "8080");
  static final Setting<Long> FEED_STREAM_READERS =
      add("FEED_STREAM_READERS", Kinds.number(1, 100_000), "1000");
  static final Setting<List<String>> FEED_CORS_ORIGINS = add("FEED_CORS_ORIGINS", Kinds.ORIGINS);
  static final Setting<List<String>> FEED_HTTP_HOSTS = add("FEED_HTTP_HOSTS", Kinds.HTTP_HOSTS);
  static final Setting<Secret> FEED_ADMIN_TOKEN = add("FEED_ADMIN_TOKEN", Kinds.ADMIN_TOKEN);

  // Journal.
  static final Setting<Path> FEED_DATA_DIR = add("FEED_DATA_DIR", Kinds.DIRECTORY, "data");
  static final Setting<Long> FEED_JOURNAL_MAX_BYTES =
      add("FEED_JOURNAL_MAX_BYTES", Kinds.size(1L << 20, 1L << 40), "1GiB");
  static final Setting<Duration> FEED_JOURNAL_SYNC =
      add(
          "FEED_JOURNAL_SYNC",
          Kinds.duration(Duration.ofMillis(1), Duration.ofSeconds(10)),
          "10ms");

  // Log.
  static final Setting<LogFormat> FEED_LOG_FORMAT =
      add("FEED_LOG_FORMAT", Kinds.oneOf("text or json", LogFormat.values()), "text");
  static final Setting<Level> FEED_LOG_LEVEL =
      add(
          "FEED_LOG_LEVEL",
          Kinds.oneOf("error, warn, info, debug or trace", Level.values()),
          "info");

  // Plugins.
  static final Setting<Path> FEED_PLUGINS_DIR = add("FEED_PLUGINS_DIR", Kinds.DIRECTORY, "plugins");
  static final Setting<List<SinkUrl>> FEED_SINKS = add("FEED_SINKS", Kinds.SINKS);

  /** The settings of the service. */
  static final SettingTable OURS = new SettingTable(TABLE);

  private Settings() {}

  static <T> Setting<T> add(String name, Kind<T> kind) {
    return add(Setting.of(name, kind));
  }

  static <T> Setting<T> add(String name, Kind<T> kind, String fallback) {
    return add(Setting.of(name, kind, fallback));
  }

  static <T> Setting<T> add(Setting<T> setting) {
    TABLE.add(setting);
    return setting;
  }

  /** All settings; one that exists once per venue is there once. */
  public static Stream<Setting<?>> all() {
    return OURS.all();
  }

  /** The setting with this name or alias; of a setting per venue, that of the venue it names. */
  public static Optional<Setting<?>> find(String name) {
    return OURS.find(name);
  }
}
