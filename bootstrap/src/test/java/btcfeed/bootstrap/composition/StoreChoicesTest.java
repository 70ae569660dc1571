package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The operator chooses the purpose of the second store:")
class StoreChoicesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path data = Path.of("");
  private Rig rig;

  @BeforeEach
  void putUp() throws IOException {
    rig = new Rig(data);
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName(
      "with scope critical it gets the critical keys, through an outage of the primary too")
  void criticalOnly() throws CannotStart {
    rig.settings.put("FEED_FAILOVER_SCOPE", "critical");
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitPrice(rig.failover);
    rig.primary.kill();
    rig.venue.burst(50);
    awaitPrice(rig.failover);

    assertThat(rig.failover.texts("KEYS", "*"))
        .contains("btc:feed", "last_btc_price", "last_btc_update_time", "btc_movement_history")
        // Which changes were taken, wanted or not, is noted there too.
        .isSubsetOf(
            "btc:feed",
            "btc:mutated",
            "btc:instances",
            "last_btc_price",
            "last_btc_update_time",
            "btc_movement_history");
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/redis/status").get("using_failover").asBoolean());

    rig.primary.restartEmpty();

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(rig.failover.texts("LRANGE", "btc_movement_history", "0", "-1"))
                    .isEqualTo(rig.primary.texts("LRANGE", "btc_movement_history", "0", "-1")));
  }

  @Test
  @DisplayName("with USE_FAILOVER=false there is none, and ticks wait for the primary")
  void noFailover() throws CannotStart {
    rig.settings.put("USE_FAILOVER", "false");
    rig.settings.put("FAILOVER_REDIS_HOST", "");
    rig.settings.put("FAILOVER_REDIS_PORT", "");
    rig.startAndSubscribe();
    rig.venue.burst(50);
    awaitPrice(rig.primary);
    rig.primary.kill();
    rig.venue.burst(50);
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/health").get("status").asText().equals("unhealthy"));
    assertThat(rig.get("/redis/status").get("failover_enabled").asBoolean()).isFalse();

    rig.primary.restart();

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));
    assertThat(rig.failover.texts("KEYS", "*")).isEmpty();
  }

  @Test
  @DisplayName(
      "without a primary the local one is the only store, gets everything, and health says so")
  void onlyTheLocalOne() throws CannotStart {
    rig.settings.put("FEED_FAILOVER_SCOPE", "critical");
    rig.settings.put("REDIS_HOST", "");
    rig.settings.put("REDIS_PORT", "");
    rig.startAndSubscribe();
    rig.venue.burst(50);

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    assertThat(rig.get("/redis/status").get("primary_available").asBoolean()).isFalse();
    assertThat(rig.get("/redis/status").get("failover_available").asBoolean()).isTrue();
  }

  private void awaitPrice(RedisProcess redis) {
    String last = rig.venue.tape().getLast().price().text();
    await().atMost(PATIENCE).until(() -> last.equals(redis.command("GET", "last_btc_price")));
  }
}
