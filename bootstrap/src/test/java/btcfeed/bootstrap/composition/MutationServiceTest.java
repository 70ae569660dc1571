package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.testsupport.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The day's high and low, kept by mutations")
class MutationServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "btc:day:binance:BTC-USDT";

  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws Exception {
    rig = new Rig(data);
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName("come to both stores, and again to one that lost everything during an outage")
  void failover() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(50);
    awaitEqual();
    List<String> before = range(rig.failover);

    rig.primary.kill();
    rig.venue.burst(500);
    await().atMost(PATIENCE).until(() -> !range(rig.failover).equals(before));
    rig.primary.restartEmpty();

    awaitEqual();
  }

  @Test
  @DisplayName("are not in a failover store that gets only other keys")
  void criticalScope() throws CannotStart {
    rig.settings.put("FEED_FAILOVER_SCOPE", "critical");
    rig.settings.put("FEED_CRITICAL_KEYS", "last_btc_price");
    rig.startAndSubscribe();
    rig.venue.burst(50);
    await().atMost(PATIENCE).until(() -> !range(rig.primary).isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> !rig.failover.texts("HMGET", "btc:mutated", "id").contains("(nil)"));

    assertThat(range(rig.failover)).isEmpty();
    assertThat(rig.failover.command("EXISTS", "last_btc_price")).isEqualTo(1L);
  }

  private void awaitEqual() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(range(rig.primary)).hasSize(6).isEqualTo(range(rig.failover));
              assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
            });
  }

  private static List<String> range(RedisProcess redis) {
    return redis.texts("HGETALL", KEY);
  }
}
