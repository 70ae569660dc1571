package btcfeed.configuration;

import static btcfeed.configuration.Configs.config;
import static btcfeed.configuration.Configs.faults;
import static btcfeed.configuration.Configs.load;
import static btcfeed.configuration.Configs.usable;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.redis.Topology;
import btcfeed.redis.Topology.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Redis made of several servers")
class TopologiesTest {
  private static RedisEndpoint primary(String... variables) {
    return config(variables).stores().primary().orElseThrow();
  }

  @Test
  @DisplayName("behind Sentinels: on 26379 by default, for the master of that name")
  void sentinels() {
    RedisEndpoint primary =
        primary(
            "REDIS_URL",
            "rediss+sentinel://me:pw@a,b:26380,[::1]/mymaster/2",
            "REDIS_SENTINEL_USERNAME",
            "asker",
            "REDIS_SENTINEL_PASSWORD",
            "hush");
    assertThat(primary.topology())
        .isEqualTo(
            new Topology.Sentinels(
                List.of(new Node("a", 26379), new Node("b", 26380), new Node("::1", 26379)),
                "mymaster",
                "",
                ""));
    assertThat(primary.username()).contains("me");
    assertThat(primary.password()).contains(new Secret("pw"));
    assertThat(primary.sentinelUsername()).contains("asker");
    assertThat(primary.sentinelPassword()).contains(new Secret("hush"));
    assertThat(primary.database()).isEqualTo(2);
    assertThat(primary.tls().on()).isTrue();
    assertThat(primary.toString()).doesNotContain("hush", "pw,");
    assertThat(primary.address())
        .isEqualTo("rediss+sentinel://a:26379,b:26380,[::1]:26379/mymaster");
  }

  @Test
  @DisplayName("that is a Redis Cluster, or a master with replicas: on 6379 by default")
  void others() {
    List<Node> nodes = List.of(new Node("a", 6379), new Node("b", 7001));
    assertThat(primary("REDIS_URL", "redis+cluster://a,b:7001").topology())
        .isEqualTo(new Topology.Cluster(nodes));
    assertThat(primary("REDIS_URL", "redis+replicated://a,b:7001/3").topology())
        .isEqualTo(new Topology.Replicated(nodes));
  }

  @Test
  @DisplayName("can be the failover")
  void failover() {
    assertThat(config("REDIS_HOST", "r", "FAILOVER_REDIS_URL", "redis+cluster://a,b").stores())
        .extracting(FeedConfig.Stores::failover)
        .isInstanceOfSatisfying(
            FeedConfig.Failover.At.class,
            at -> assertThat(at.endpoint().topology()).isInstanceOf(Topology.Cluster.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis+sentinel://a,b",
        "redis+sentinel://a,b/",
        "redis+sentinel://a,,b/m",
        "redis+sentinel://a/m/x",
        "redis+cluster://a/1",
        "redis+cluster://",
        "redis+replicated://a:0",
        "redis://a,b",
        "redis+sentinels://a/m",
      })
  @DisplayName("is a fault with an invalid address, which lists the valid forms")
  void misspelt(String url) {
    assertThat(faults(load("REDIS_URL", url)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.name()).isEqualTo("REDIS_URL");
              assertThat(fault.expected())
                  .contains("redis+sentinel://", "/master", "redis+cluster://");
            });
  }

  @Test
  @DisplayName("gives a warning for a Sentinel password without Sentinels, without showing it")
  void passwordForNobody() {
    assertThat(usable(load("REDIS_URL", "redis://a", "REDIS_SENTINEL_PASSWORD", "hush")).warnings())
        .singleElement()
        .asString()
        .startsWith("REDIS_SENTINEL_PASSWORD has no effect")
        .doesNotContain("hush");
  }

  @Test
  @DisplayName("is a fault if one of them is the failover store too")
  void shared() {
    assertThat(
            faults(
                load(
                    "REDIS_URL", "redis+cluster://a,b",
                    "FAILOVER_REDIS_URL", "redis+cluster://c,B")))
        .extracting(ConfigFault::name)
        .containsExactly("FAILOVER_REDIS_URL");
  }

  @ParameterizedTest
  @CsvSource({"{btc}:, true", "x{btc}, true", "btc-test:, false", "{}:, false"})
  @DisplayName("that is a Redis Cluster accepts a key prefix only with a hash tag")
  void hashTag(String prefix, boolean taken) {
    Loaded loaded = load("REDIS_URL", "redis+cluster://a", "FEED_KEY_PREFIX", prefix);
    if (taken) {
      assertThat(usable(loaded).config().stores().keyPrefix()).contains(prefix);
    } else {
      assertThat(faults(loaded)).extracting(ConfigFault::name).containsExactly("FEED_KEY_PREFIX");
    }
  }

  @Test
  @DisplayName("leaves the names of keys unchanged by default")
  void noPrefix() {
    assertThat(config("REDIS_URL", "redis+sentinel://a/m").stores().keyPrefix())
        .isEqualTo(Optional.empty());
  }
}
