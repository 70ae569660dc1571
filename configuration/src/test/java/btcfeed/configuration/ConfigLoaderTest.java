package btcfeed.configuration;

import static btcfeed.configuration.Configs.config;
import static btcfeed.configuration.Configs.faults;
import static btcfeed.configuration.Configs.load;
import static btcfeed.configuration.Configs.loadFile;
import static btcfeed.configuration.Configs.row;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.log.LogFormat;
import btcfeed.log.LogOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

@DisplayName("Reading the configuration")
class ConfigLoaderTest {
  private static final Venue BINANCE = new Venue("binance");
  private static final Venue COINBASE = new Venue("coinbase");

  @Test
  @DisplayName("with nothing set returns every default, in its type")
  void defaults() {
    FeedConfig config = config();
    assertThat(config.venues())
        .isEqualTo(
            new FeedConfig.Venues(
                List.of(BINANCE),
                List.of(Symbol.parse("BTC-USD"), Symbol.parse("BTC-USDT")),
                Map.of(),
                Map.of(),
                2,
                10 * 1024 * 1024,
                Duration.ofSeconds(1)));
    assertThat(config.stores())
        .isEqualTo(
            new FeedConfig.Stores(
                Optional.empty(),
                new FeedConfig.Failover.Embedded(),
                FeedConfig.Scope.ALL,
                List.of("last_btc_price", "last_btc_update_time", "btc_movement_history"),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1_000_000,
                1000,
                true,
                Optional.empty(),
                new FeedConfig.Instances(Duration.ofSeconds(2), Optional.empty()),
                Optional.empty()));
    assertThat(config.http())
        .isEqualTo(
            new FeedConfig.Http("0.0.0.0", 8080, 1000, Set.of(), Set.of(), Optional.empty()));
    assertThat(config.journal())
        .isEqualTo(new FeedConfig.Journal(Path.of("data"), 1L << 30, Duration.ofMillis(10)));
    assertThat(config.staleAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.log()).isEqualTo(new LogOptions(LogFormat.TEXT, Level.INFO));
    assertThat(load().warnings()).isEmpty();
  }

  @Test
  @DisplayName("prefers an option to the environment, the file and the default, in this order")
  void precedence(@TempDir Path dir) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("feed.conf"),
            "HEALTH_CHECK_PORT=3\nEXCHANGE=coinbase\nFEED_STALE_AFTER=7s\n");
    Map<String, String> environment =
        Configs.map("HEALTH_CHECK_PORT", "2", "EXCHANGE", "binance", "FEED_STALE_AFTER", " ");
    List<ConfigInput.Flag> flags =
        List.of(new ConfigInput.Flag("--port", "HEALTH_CHECK_PORT", "1"));
    Loaded loaded =
        ConfigLoader.load(new ConfigInput(flags, environment, Optional.of(file)), Configs.VENUES);
    assertThat(row(loaded, "HEALTH_CHECK_PORT"))
        .isEqualTo(new ConfigRow("HEALTH_CHECK_PORT", "1", "option --port"));
    assertThat(row(loaded, "EXCHANGE"))
        .isEqualTo(new ConfigRow("EXCHANGE", "binance", "environment EXCHANGE"));
    assertThat(row(loaded, "FEED_STALE_AFTER"))
        .as("an empty variable is an unset one")
        .isEqualTo(new ConfigRow("FEED_STALE_AFTER", "7s", "file " + file + " FEED_STALE_AFTER"));
    assertThat(row(loaded, "FEED_DATA_DIR"))
        .isEqualTo(new ConfigRow("FEED_DATA_DIR", "data", "default"));
    assertThat(Configs.usable(loaded).config().http().port()).isEqualTo(1);
  }

  @ParameterizedTest
  @DisplayName("names the invalid character of a symbol")
  @ValueSource(strings = {"BTCUSDT", "\u5E01\u5B89\u4EBA\u751F-USDT"})
  void faultOfASymbol(String symbols) {
    String expected = "symbols BASE-QUOTE, separated by commas, for example BTC-USD,BTC-USDT; ";
    String why =
        symbols.contains("-")
            ? "'\u5E01' in '\u5E01\u5B89\u4EBA\u751F' is not taken, only A-Z and 0-9 are"
            : "'BTCUSDT' has no dash";
    assertThat(faults(load("FEED_SYMBOLS", symbols)))
        .containsExactly(new ConfigFault("FEED_SYMBOLS", symbols, expected + why));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "EXCHANGE|mtgox|only venues that this version supports: binance, coinbase",
        "EXCHANGE|binanc|only venues that this version supports: binance, coinbase; binanc is not a"
            + " venue, did you mean binance?",
        "EXCHANGE|binance,mtgox|only venues that this version supports: binance, coinbase; mtgox is"
            + " not a venue",
        "WEBSOCKET_URL|http://x|a URL with a host, ws:// or wss://",
        "WEBSOCKET_URL_COINBASE|http://x|a URL with a host, ws:// or wss://",
        "REST_URL_BINANCE|ws://x|a URL with a host, http:// or https://",
        "MAX_MESSAGE_SIZE|1|a size such as 64MiB, 10MB or a number of bytes, from 1KiB to 256MiB",
        "RECONNECT_INTERVAL|0|a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from"
            + " 10ms to 1h",
        "FEED_STALE_AFTER|soon|a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from"
            + " 100ms to 24h",
        "REDIS_HOST|redis://x|a host name or address, without scheme and port",
        "REDIS_PORT|0|a port, 1 to 65535",
        "REDIS_PORT|tcp://10.0.0.1:6379|a port, 1 to 65535; Kubernetes sets this variable for a"
            + " service of that name: set it yourself, or set enableServiceLinks: false",
        "REDIS_USE_SSL|maybe|true or false (also 1/0, yes/no, on/off)",
        "REDIS_SSL_CERT_REQS|never|required or none",
        "FAILOVER_REDIS_HOST|a b|a host name or address, without scheme and port",
        "FAILOVER_REDIS_PORT|65536|a port, 1 to 65535",
        "FAILOVER_REDIS_USE_SSL|2|true or false (also 1/0, yes/no, on/off)",
        "FAILOVER_REDIS_SSL_CERT_REQS|x|required or none",
        "USE_FAILOVER|perhaps|true or false (also 1/0, yes/no, on/off)",
        "FEED_FAILOVER_SCOPE|some|all or critical",
        "FEED_CRITICAL_KEYS|a,,b|key names, separated by commas; a * at the end matches anything",
        "FEED_REDIS_TIMEOUT|1ms|a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from"
            + " 10ms to 30s",
        "FEED_FAILBACK_GRACE|-1|a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from"
            + " 0s to 1h",
        "FEED_STREAM_MAXLEN|0|a whole number from 1 to 1000000000",
        "FEED_HISTORY_LENGTH|many|a whole number from 1 to 1000",
        "FEED_COMPAT_KEYS|y|true or false (also 1/0, yes/no, on/off)",
        "FEED_REDIS_BINARY|no/such/program|a program that exists and can be run",
        "HEALTH_CHECK_HOST|http://0.0.0.0|a host name or address, without scheme and port",
        "HEALTH_CHECK_PORT|70000|a port, 1 to 65535, or 0 for any free one",
        "FEED_STREAM_READERS|0|a whole number from 1 to 100000",
        "FEED_CORS_ORIGINS|*|origins, separated by commas, as browsers write them, for example"
            + " https://desk.example,http://localhost:3000",
        "FEED_JOURNAL_MAX_BYTES|1|a size such as 64MiB, 10MB or a number of bytes, from 1MiB to"
            + " 1TiB",
        "FEED_JOURNAL_SYNC|1h|a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from 1ms"
            + " to 10s",
        "FEED_LOG_FORMAT|xml|text or json",
        "FEED_LOG_LEVEL|loud|error, warn, info, debug or trace",
      })
  @DisplayName("names the variable, its value and the expected value for each kind of fault")
  void everyFault(String name, String value, String expected) {
    assertThat(faults(load(name, value))).containsExactly(new ConfigFault(name, value, expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "letmein",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef ",
        "0123456789abcdef 123456789abcdef",
      })
  @DisplayName("refuses an admin token that can be guessed, without showing it")
  void weakAdminToken(String token) {
    assertThat(faults(load("FEED_ADMIN_TOKEN", token)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.name()).isEqualTo("FEED_ADMIN_TOKEN");
              assertThat(fault.value()).isEqualTo("***");
              assertThat(fault.expected()).contains("32 to 512 characters", "openssl rand -hex 32");
            });
  }

  @Test
  @DisplayName("never prints or logs the admin token")
  void adminToken() {
    String token = "0123456789abcdef0123456789abcdef";
    FeedConfig config = Configs.config("FEED_ADMIN_TOKEN", token);

    assertThat(config.http().adminToken()).contains(new Secret(token));
    assertThat(config.secrets()).contains(new Secret(token));
    assertThat(config.toString()).doesNotContain(token);
    assertThat(row(load("FEED_ADMIN_TOKEN", token), "FEED_ADMIN_TOKEN").value()).isEqualTo("***");
    assertThat(Configs.config("FEED_ADMIN_TOKEN", "").http().adminToken()).isEmpty();
  }

  @Test
  @DisplayName("reports all faults at once")
  void allFaults() {
    Loaded loaded =
        load(
            "REDIS_PORT", "x",
            "REDIS_HOST", "a b",
            "EXCHANGE", "mtgox",
            "FEED_LOG_LEVEL", "loud",
            "HEALTH_CHECK_PORT", "99999",
            "FAILOVER_REDIS_USE_TLS", "si");
    assertThat(faults(loaded))
        .extracting(ConfigFault::name)
        .containsExactlyInAnyOrder(
            "REDIS_PORT",
            "REDIS_HOST",
            "EXCHANGE",
            "FEED_LOG_LEVEL",
            "HEALTH_CHECK_PORT",
            "FAILOVER_REDIS_USE_SSL");
  }

  @Test
  @DisplayName("never shows a secret, not in rows, faults, warnings or the configuration itself")
  void secretsStaySecret(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("f"), "FAILOVER_REDIS_PASSWORD=hunter2-file\n");
    List<Loaded> all =
        List.of(
            load("REDIS_HOST", "h", "REDIS_PASSWORD", "hunter2"),
            load("REDIS_URL", "redis://u:hunter2@h"),
            load("REDIS_URL", "redis://u:hunter2@h:port"),
            load("REDIS_URL", "redis://:hunter2"),
            load("REDIS_URL", "hunter2"),
            load("REDIS_URL", "redis://h/0?password=hunter2"),
            load("WEBSOCKET_URL", "wss://u:hunter2@h/?token=hunter2"),
            load("WEBSOCKET_URL", "u:hunter2@h"),
            load("REDIS_PASSWORT", "hunter2"),
            load("REDIS_PASSWORD", "hunter2" + "x".repeat(Kind.MAX_LENGTH)),
            loadFile(file));
    assertThat(all)
        .allSatisfy(
            loaded -> {
              assertThat(loaded.rows().toString()).doesNotContain("hunter2");
              assertThat(loaded.warnings().toString()).doesNotContain("hunter2");
              assertThat(faults(loaded).toString()).doesNotContain("hunter2");
              if (loaded instanceof Loaded.Usable usable
                  && usable.config().venues().webSocketUrls().isEmpty()) {
                assertThat(usable.toString()).doesNotContain("hunter2");
              }
            });
    assertThat(row(all.getFirst(), "REDIS_PASSWORD").value()).isEqualTo("***");
    assertThat(row(all.get(1), "REDIS_URL").value()).isEqualTo("redis://***@h");
    assertThat(row(all.get(6), "WEBSOCKET_URL").value()).isEqualTo("wss://***@h/?***");
    assertThat(Configs.usable(all.getFirst()).config().secrets())
        .containsExactly(new Secret("hunter2"));
  }

  @Test
  @DisplayName("reads an address for each venue; WEBSOCKET_URL is Binance's")
  void venueAddresses() {
    FeedConfig.Venues venues =
        config(
                "WEBSOCKET_URL", "ws://127.0.0.1:1",
                "WEBSOCKET_URL_COINBASE", "ws://127.0.0.1:2",
                "REST_URL_BINANCE", "http://127.0.0.1:3")
            .venues();
    assertThat(venues.webSocketUrls())
        .containsOnly(
            Map.entry(BINANCE, URI.create("ws://127.0.0.1:1")),
            Map.entry(COINBASE, URI.create("ws://127.0.0.1:2")));
    assertThat(venues.restUrls())
        .containsOnly(Map.entry(BINANCE, URI.create("http://127.0.0.1:3")));
    Loaded both =
        load(
            "WEBSOCKET_URL",
            "ws://a",
            "WEBSOCKET_URL_BINANCE",
            "ws://b",
            "REST_URL_MTGOX",
            "http://c");
    assertThat(Configs.usable(both).config().venues().webSocketUrls())
        .containsOnly(Map.entry(BINANCE, URI.create("ws://b")));
    assertThat(both.warnings())
        .containsExactly(
            "WEBSOCKET_URL_BINANCE wins: WEBSOCKET_URL is ignored",
            "REST_URL_MTGOX has no effect: this version has no venue mtgox, only binance,"
                + " coinbase");
  }

  @Test
  @DisplayName("reads several venues, in upper or lower case, each once")
  void venues() {
    assertThat(config("EXCHANGE", "Coinbase, binance,coinbase").venues().exchanges())
        .containsExactly(COINBASE, BINANCE);
  }

  @Test
  @DisplayName("refuses an option that is not a setting, without showing its value")
  void unknownFlag() {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(
                List.of(new ConfigInput.Flag("--set", "REDIS_PASWORD", "hunter2")),
                Map.of(),
                Optional.empty()),
            Configs.VENUES);
    assertThat(faults(loaded))
        .containsExactly(
            new ConfigFault(
                "--set REDIS_PASWORD", "***", "the name of a setting, for example REDIS_PASSWORD"));
  }

  @Test
  @DisplayName("warns of a password on the command line")
  void secretFlag() {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(
                List.of(
                    new ConfigInput.Flag("--set", "REDIS_PASSWORD", "hunter2"),
                    new ConfigInput.Flag("--set", "REDIS_HOST", "h")),
                Map.of(),
                Optional.empty()),
            Configs.VENUES);
    assertThat(loaded.warnings()).singleElement().asString().contains("command line");
  }
}
