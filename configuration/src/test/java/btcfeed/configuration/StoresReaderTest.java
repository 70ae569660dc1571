package btcfeed.configuration;

import static btcfeed.configuration.Configs.config;
import static btcfeed.configuration.Configs.faults;
import static btcfeed.configuration.Configs.load;
import static btcfeed.configuration.Configs.usable;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The stores")
class StoresReaderTest {
  private static RedisEndpoint plain(String host, int port) {
    return RedisEndpoint.plain(host, port);
  }

  private static FeedConfig.Failover at(String host, int port) {
    return new FeedConfig.Failover.At(plain(host, port));
  }

  @Test
  @DisplayName("with nothing set: an embedded Redis, and no primary")
  void nothing() {
    FeedConfig.Stores stores = config().stores();
    assertThat(stores.primary()).isEmpty();
    assertThat(stores.failover()).isEqualTo(new FeedConfig.Failover.Embedded());
  }

  @Test
  @DisplayName("with a primary set: that one, and the failover at localhost:6379")
  void primaryOnly() {
    FeedConfig.Stores stores = config("REDIS_HOST", "r.example.com").stores();
    assertThat(stores.primary()).contains(plain("r.example.com", 6379));
    assertThat(stores.failover()).isEqualTo(at("localhost", 6379));
  }

  @Test
  @DisplayName("with only a failover set: that one alone")
  void failoverOnly() {
    FeedConfig.Stores stores = config("FAILOVER_REDIS_PORT", "7000").stores();
    assertThat(stores.primary()).isEmpty();
    assertThat(stores.failover()).isEqualTo(at("localhost", 7000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "0.0.0.0"})
  @DisplayName(
      "with a primary where the failover is by default: an embedded failover, and a warning")
  void primaryIsTheDefaultFailover(String host) {
    Loaded.Usable loaded = usable(load("REDIS_HOST", host));
    assertThat(loaded.config().stores().failover()).isEqualTo(new FeedConfig.Failover.Embedded());
    assertThat(loaded.warnings())
        .singleElement()
        .asString()
        .contains("the service starts an embedded Redis as the failover");
  }

  @Test
  @DisplayName("with a local primary on another port: the failover at localhost:6379")
  void localPrimaryElsewhere() {
    assertThat(config("REDIS_HOST", "localhost", "REDIS_PORT", "6380").stores().failover())
        .isEqualTo(at("localhost", 6379));
  }

  @Test
  @DisplayName("with both set to the same address: a fault")
  void bothTheSame() {
    assertThat(faults(load("REDIS_HOST", "localhost", "FAILOVER_REDIS_HOST", "127.0.0.1")))
        .containsExactly(
            new ConfigFault(
                "FAILOVER_REDIS_HOST",
                "127.0.0.1",
                "another Redis than the primary, redis://localhost:6379; or USE_FAILOVER=false for"
                    + " none"));
    assertThat(
            faults(load("REDIS_URL", "redis://h:1", "FAILOVER_REDIS_URL", "redis://:secret@H:1/2")))
        .singleElement()
        .extracting(ConfigFault::name, ConfigFault::value)
        .containsExactly("FAILOVER_REDIS_URL", "redis://***@H:1/2");
  }

  @Test
  @DisplayName("with USE_FAILOVER=false and a primary: only the primary")
  void withoutFailover() {
    Loaded.Usable loaded = usable(load("REDIS_HOST", "localhost", "USE_FAILOVER", "false"));
    assertThat(loaded.config().stores().failover()).isEqualTo(new FeedConfig.Failover.None());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  @DisplayName("with USE_FAILOVER=false and no primary: the local store, and a warning")
  void withoutAny() {
    Loaded.Usable loaded = usable(load("USE_FAILOVER", "false"));
    assertThat(loaded.config().stores().failover()).isEqualTo(new FeedConfig.Failover.Embedded());
    assertThat(loaded.warnings()).singleElement().asString().contains("has no effect");
  }

  @Test
  @DisplayName("with a URL: it wins over host and port, with a warning")
  void urlWins() {
    Loaded.Usable loaded =
        usable(
            load(
                "REDIS_URL", "rediss://me:pw@h.example.com/2",
                "REDIS_HOST", "other",
                "REDIS_PORT", "7777",
                "REDIS_USERNAME", "nobody",
                "REDIS_PASSWORD", "nothing"));
    assertThat(loaded.config().stores().primary())
        .contains(
            new RedisEndpoint(
                new Topology.Single(new Topology.Node("h.example.com", 6379)),
                Optional.of("me"),
                Optional.of(new Secret("pw")),
                Optional.empty(),
                Optional.empty(),
                Tls.verified(Optional.empty()),
                2));
    assertThat(loaded.warnings())
        .containsExactly(
            "REDIS_URL wins: REDIS_HOST is ignored", "REDIS_URL wins: REDIS_PORT is ignored");
  }

  @Test
  @DisplayName("with a URL without a password: the password comes from its own variable")
  void passwordBesidesUrl() {
    RedisEndpoint primary =
        config("REDIS_URL", "redis://h", "REDIS_PASSWORD", " pw ").stores().primary().orElseThrow();
    assertThat(primary.password()).contains(new Secret(" pw "));
    assertThat(primary.toString()).doesNotContain("pw ").contains("***");
  }

  @Test
  @DisplayName("are never unencrypted if encryption is requested")
  void noSilentDowngrade() {
    assertThat(faults(load("REDIS_URL", "redis://h", "REDIS_USE_SSL", "true")))
        .extracting(ConfigFault::name)
        .containsExactly("REDIS_URL");
  }

  @Test
  @DisplayName("are verified unless disabled, which gives a warning")
  void verification() {
    Loaded.Usable unchecked =
        usable(load("REDIS_URL", "rediss://h", "REDIS_SSL_CERT_REQS", "none"));
    assertThat(unchecked.config().stores().primary().map(primary -> primary.tls().verify()))
        .contains(false);
    assertThat(unchecked.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "REDIS_SSL_CERT_REQS=none: the certificate of the primary Redis is not checked");
    assertThat(
            config("REDIS_URL", "rediss://h")
                .stores()
                .primary()
                .map(primary -> primary.tls().verify()))
        .contains(true);
  }

  @Test
  @DisplayName("need an existing file of authorities")
  void caFile(@TempDir Path dir) throws IOException {
    Path file = Files.createFile(dir.resolve("ca.pem"));
    assertThat(
            config("REDIS_URL", "rediss://h", "REDIS_SSL_CA_FILE", file.toString())
                .stores()
                .primary()
                .flatMap(primary -> primary.tls().caFile()))
        .contains(file);
    assertThat(faults(load("REDIS_URL", "rediss://h", "REDIS_SSL_CA_FILE", dir + "/none.pem")))
        .extracting(ConfigFault::expected)
        .containsExactly("a file that exists and can be read");
  }

  @Test
  @DisplayName("with details of a primary but no address: a warning for each")
  void detailsWithoutPlace() {
    assertThat(load("REDIS_PASSWORD", "hunter22", "REDIS_PORT", "6380").warnings())
        .hasSize(2)
        .allSatisfy(w -> assertThat(w).contains("has no effect").doesNotContain("hunter22"));
  }
}
