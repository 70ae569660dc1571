package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The table of settings")
class SettingsTest {
  private static final String UNSET = "";

  /** Renaming or removing one of these, or changing its default, breaks existing deployments. */
  private static final Map<String, String> PINNED = new HashMap<>();

  static {
    PINNED.put("EXCHANGE", "binance");
    PINNED.put("FEED_SYMBOLS", "BTC-USD,BTC-USDT");
    PINNED.put("WEBSOCKET_URL", UNSET);
    PINNED.put("FEED_PROXY", UNSET);
    PINNED.put("HTTPS_PROXY", UNSET);
    PINNED.put("ALL_PROXY", UNSET);
    PINNED.put("NO_PROXY", UNSET);
    PINNED.put("FEED_SSL_CA_FILE", UNSET);
    PINNED.put("MAX_MESSAGE_SIZE", "10MiB");
    PINNED.put("RECONNECT_INTERVAL", "1s");
    PINNED.put("FEED_STALE_AFTER", "10s");
    PINNED.put("REDIS_URL", UNSET);
    PINNED.put("REDIS_HOST", UNSET);
    PINNED.put("REDIS_PORT", "6379");
    PINNED.put("REDIS_USERNAME", UNSET);
    PINNED.put("REDIS_PASSWORD", UNSET);
    PINNED.put("REDIS_USE_SSL", "false");
    PINNED.put("REDIS_SSL_CERT_REQS", "required");
    PINNED.put("REDIS_SSL_CA_FILE", UNSET);
    PINNED.put("REDIS_SSL_CERT_FILE", UNSET);
    PINNED.put("REDIS_SSL_KEY_FILE", UNSET);
    PINNED.put("REDIS_SENTINEL_USERNAME", UNSET);
    PINNED.put("REDIS_SENTINEL_PASSWORD", UNSET);
    PINNED.put("FAILOVER_REDIS_URL", UNSET);
    PINNED.put("FAILOVER_REDIS_HOST", "localhost");
    PINNED.put("FAILOVER_REDIS_PORT", "6379");
    PINNED.put("FAILOVER_REDIS_USERNAME", UNSET);
    PINNED.put("FAILOVER_REDIS_PASSWORD", UNSET);
    PINNED.put("FAILOVER_REDIS_USE_SSL", "false");
    PINNED.put("FAILOVER_REDIS_SSL_CERT_REQS", "required");
    PINNED.put("FAILOVER_REDIS_SSL_CA_FILE", UNSET);
    PINNED.put("FAILOVER_REDIS_SSL_CERT_FILE", UNSET);
    PINNED.put("FAILOVER_REDIS_SSL_KEY_FILE", UNSET);
    PINNED.put("FAILOVER_REDIS_SENTINEL_USERNAME", UNSET);
    PINNED.put("FAILOVER_REDIS_SENTINEL_PASSWORD", UNSET);
    PINNED.put("USE_FAILOVER", "true");
    PINNED.put("FEED_FAILOVER_SCOPE", "all");
    PINNED.put("FEED_CRITICAL_KEYS", "last_btc_price,last_btc_update_time,btc_movement_history");
    PINNED.put("FEED_REDIS_TIMEOUT", "200ms");
    PINNED.put("FEED_STORE_RETRY", "1s");
    PINNED.put("FEED_FAILBACK_GRACE", "5s");
    PINNED.put("FEED_STREAM_MAXLEN", "1000000");
    PINNED.put("FEED_HISTORY_LENGTH", "1000");
    PINNED.put("FEED_COMPAT_KEYS", "true");
    PINNED.put("FEED_KEY_PREFIX", UNSET);
    PINNED.put("FEED_LEASE", "2s");
    PINNED.put("FEED_WITNESS_URL", UNSET);
    PINNED.put("FEED_REDIS_BINARY", UNSET);
    PINNED.put("HEALTH_CHECK_HOST", "0.0.0.0");
    PINNED.put("HEALTH_CHECK_PORT", "8080");
    PINNED.put("FEED_LINES", "2");
    PINNED.put("FEED_STREAM_READERS", "1000");
    PINNED.put("FEED_CORS_ORIGINS", UNSET);
    PINNED.put("FEED_HTTP_HOSTS", UNSET);
    PINNED.put("FEED_ADMIN_TOKEN", UNSET);
    PINNED.put("FEED_DATA_DIR", "data");
    PINNED.put("FEED_JOURNAL_MAX_BYTES", "1GiB");
    PINNED.put("FEED_JOURNAL_SYNC", "10ms");
    PINNED.put("FEED_LOG_FORMAT", "text");
    PINNED.put("FEED_LOG_LEVEL", "info");
    PINNED.put("FEED_PLUGINS_DIR", "plugins");
    PINNED.put("FEED_SINKS", "");
  }

  @Test
  @DisplayName("has exactly the promised names with the promised defaults")
  void namesAndDefaults() {
    Map<String, String> actual =
        Settings.all()
            .filter(s -> !s.perVenue())
            .collect(Collectors.toMap(Setting::name, s -> s.fallback().orElse(UNSET)));
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(PINNED);
  }

  @Test
  @DisplayName("has the settings that exist once per venue")
  void perVenue() {
    assertThat(Settings.all().filter(Setting::perVenue).map(Setting::title))
        .containsExactly("WEBSOCKET_URL_<VENUE>", "REST_URL_<VENUE>");
  }

  @Test
  @DisplayName("has only valid defaults")
  void defaultsAreUsable() {
    assertThat(Settings.all().filter(s -> s.fallback().isPresent()))
        .allSatisfy(s -> assertThat(s.fallback().flatMap(s.kind()::read)).isPresent());
  }

  @Test
  @DisplayName("has no name twice")
  void namesAreUnique() {
    List<String> names = Settings.all().flatMap(s -> s.names().stream()).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "REDIS_USE_TLS, REDIS_USE_SSL",
    "FAILOVER_REDIS_USE_TLS, FAILOVER_REDIS_USE_SSL",
  })
  @DisplayName("accepts every alias")
  void aliases(String alias, String name) {
    assertThat(Settings.find(alias)).isEqualTo(Settings.find(name)).isPresent();
    Loaded loaded = Configs.load("REDIS_HOST", "r", alias, "true");
    assertThat(Configs.row(loaded, name))
        .isEqualTo(new ConfigRow(name, "true", "environment " + alias));
  }

  @Test
  @DisplayName("masks every password and every address that can contain one")
  void secrets() {
    Map<String, Secrecy> secrecy =
        Settings.all()
            .filter(s -> s.kind().secrecy() != Secrecy.OPEN)
            .collect(Collectors.toMap(Setting::title, s -> s.kind().secrecy()));
    assertThat(secrecy)
        .containsOnly(
            Map.entry("FEED_ADMIN_TOKEN", Secrecy.SECRET),
            Map.entry("FEED_SINKS", Secrecy.SECRET_IN_URLS),
            Map.entry("REDIS_PASSWORD", Secrecy.SECRET),
            Map.entry("FAILOVER_REDIS_PASSWORD", Secrecy.SECRET),
            Map.entry("REDIS_SENTINEL_PASSWORD", Secrecy.SECRET),
            Map.entry("FAILOVER_REDIS_SENTINEL_PASSWORD", Secrecy.SECRET),
            Map.entry("REDIS_URL", Secrecy.SECRET_IN_URL),
            Map.entry("FAILOVER_REDIS_URL", Secrecy.SECRET_IN_URL),
            Map.entry("FEED_WITNESS_URL", Secrecy.SECRET_IN_URL),
            Map.entry("WEBSOCKET_URL", Secrecy.SECRET_IN_URL),
            Map.entry("WEBSOCKET_URL_<VENUE>", Secrecy.SECRET_IN_URL),
            Map.entry("REST_URL_<VENUE>", Secrecy.SECRET_IN_URL),
            Map.entry("FEED_PROXY", Secrecy.SECRET_IN_URL),
            Map.entry("HTTPS_PROXY", Secrecy.SECRET_IN_URL),
            Map.entry("ALL_PROXY", Secrecy.SECRET_IN_URL));
    assertThat(Settings.find("WEBSOCKET_URL_COINBASE").map(s -> s.kind().secrecy()))
        .isEqualTo(Optional.of(Secrecy.SECRET_IN_URL));
  }
}
