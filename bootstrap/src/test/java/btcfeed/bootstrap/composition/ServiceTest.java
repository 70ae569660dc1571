package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The service, between a venue and two Redis")
class ServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path data;
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
  @DisplayName("G2, G3, G4: brings every trade into both stores, once, in order, the same in both")
  void everyTradeOnce() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(500);
    rig.venue.fault(new Fault.Duplicate(50));
    rig.venue.burst(10);

    awaitEqualStores();

    assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
    awaitStatus("healthy");
    JsonNode health = rig.get("/health");
    assertThat(health.get("last_price").isNumber()).isTrue();
    assertThat(health.get("last_price").decimalValue())
        .isEqualByComparingTo(rig.venue.tape().getLast().price().toBigDecimal());
  }

  @Test
  @DisplayName(
      "a primary that is killed costs nothing; back empty, it ends up equal to the failover")
  void thePrimaryDiesAndComesBackEmpty() throws CannotStart {
    // One that is slow for a moment, as on a busy host, would be one more switch.
    rig.settings.put("FEED_REDIS_TIMEOUT", "20s");
    rig.startAndSubscribe();
    rig.venue.burst(300);
    awaitEqualStores();

    rig.primary.kill();
    rig.venue.burst(200);
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/redis/status").get("using_failover").asBoolean());
    awaitStatus("degraded");

    rig.primary.restartEmpty();
    rig.venue.burst(100);

    awaitEqualStores();
    await()
        .atMost(PATIENCE)
        .until(() -> !rig.get("/redis/status").get("using_failover").asBoolean());
    assertThat(rig.get("/redis/status").get("switches")).hasSize(2);
  }

  @Test
  @DisplayName(
      "G5: a frozen primary delays no tick to the failover, and gets all of them when thawed")
  void aFrozenStore() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(50);
    awaitEqualStores();

    rig.primary.freeze();
    rig.venue.burst(500);
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    rig.primary.thaw();

    awaitEqualStores();
  }

  @Test
  @DisplayName("both stores killed, and both emptied, end up with everything")
  void bothStores() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitEqualStores();

    rig.primary.kill();
    rig.failover.kill();
    rig.venue.burst(100);
    rig.primary.restartEmpty();
    rig.failover.restartEmpty();
    awaitEqualStores();

    rig.primary.flushAll();
    rig.failover.flushAll();
    awaitEqualStores();
    assertThat(Rig.ids(rig.primary)).hasSize(200);
  }

  @Test
  @DisplayName("stores that are away at the start delay nothing: ticks wait in the journal")
  void storesAwayAtTheStart() throws CannotStart {
    rig.primary.kill();
    rig.failover.kill();
    rig.startAndSubscribe();
    rig.venue.burst(100);
    await().atMost(PATIENCE).until(() -> rig.get("/health").at("/journal/records").asLong() >= 100);
    awaitStatus("unhealthy");

    rig.primary.restart();
    rig.failover.restart();

    awaitEqualStores();
  }

  @Test
  @DisplayName(
      "G1: a line that dies in the middle of a frame invents nothing; what was cut is fetched")
  void aLineDiesMidFrame() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(20);
    awaitEqualStores();

    rig.venue.fault(new Fault.HalfFrame(Fault.End.RESET));
    await().atMost(PATIENCE).until(() -> rig.venue.handshakes() >= 2);
    rig.awaitSubscriber();
    rig.venue.burst(20);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Rig.ids(rig.primary)).containsExactlyInAnyOrderElementsOf(rig.traded()));
    awaitEqualStores();
    assertThat(rig.primary.texts("XRANGE", "btc:ticks", "-", "+").toString()).contains("backfill");
    assertThat(rig.primary.texts("XRANGE", "btc:gaps", "-", "+").toString())
        .contains("open", "closed");
  }

  @Test
  @DisplayName("G2: trades made while the service was dead are fetched and marked as back-fill")
  void backfillAfterARestart() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(20);
    awaitEqualStores();
    rig.stop();
    rig.venue.burst(2_500);

    rig.startAndSubscribe();
    rig.venue.burst(20);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Rig.ids(rig.primary)).containsExactlyInAnyOrderElementsOf(rig.traded()));
    awaitEqualStores();
  }

  @Test
  @DisplayName("G6: garbage is counted by reason, the connection and the last good price are kept")
  void garbage() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(5);
    awaitEqualStores();

    for (String bad :
        List.of(
            "garbage",
            "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":6,\"p\":\"-1\",\"q\":\"1\",\"T\":1790000000000,\"m\":true}",
            "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":6,\"p\":\"1e400\",\"q\":\"1\",\"T\":1790000000000,\"m\":true}",
            "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":6,\"p\":\"1\",\"q\":\"1\",\"T\":99900000000000,\"m\":true}")) {
      rig.venue.send(bad);
    }
    rig.venue.burst(5);

    awaitEqualStores();
    assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
    assertThat(rig.venue.handshakes()).isEqualTo(1);
    assertThat(reasons()).contains(BadInput.MALFORMED, BadInput.NOT_POSITIVE, BadInput.BAD_NUMBER);
    awaitStatus("healthy");
  }

  @Test
  @DisplayName("G2: kill -9 and a restart lose nothing and repeat nothing")
  void killedAndRestarted() throws Exception {
    Process first = rig.process();
    try {
      rig.awaitSubscriber();
      rig.venue.burst(500);
      rig.primary.kill();
      await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    } finally {
      first.destroyForcibly().waitFor();
    }
    rig.primary.restartEmpty();
    Process second = rig.process();
    try {
      rig.awaitSubscriber();
      rig.venue.burst(100);
      awaitEqualStores();
      assertThat(Rig.ids(rig.primary)).hasSize(600);

      second.destroy();
      assertThat(second.waitFor()).as("exit code after SIGTERM").isZero();
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("recorded frames of a venue give exactly the expected ticks in both stores")
  void recordedFrames() throws Exception {
    rig.startAndSubscribe();
    for (Recording recording : Recording.ofBinance()) {
      recording.frames().forEach(rig.venue::send);
      String lastId = recording.trades().getLast().id();
      await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).contains(lastId));
      await().atMost(PATIENCE).until(() -> Rig.ticks(rig.primary).equals(Rig.ticks(rig.failover)));

      List<Map<String, String>> kept = Rig.fields(Rig.ticks(rig.primary));
      assertThat(kept.stream().map(Recording.Expected::of)).containsAll(recording.trades());
      assertThat(kept).hasSameSizeAs(new HashSet<>(Rig.ids(rig.primary)));
    }
  }

  private List<BadInput> reasons() {
    return rig.log.stream()
        .map(
            happening ->
                happening instanceof FeedEvent.InputRefused refused
                    ? Optional.of(refused.reason())
                    : Optional.<BadInput>empty())
        .flatMap(Optional::stream)
        .toList();
  }

  private void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/health").get("status").textValue().equals(status));
  }

  private void awaitEqualStores() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(Rig.ids(rig.failover)).hasSameSizeAs(rig.traded());
              assertThat(Rig.ticks(rig.primary)).isEqualTo(Rig.ticks(rig.failover));
            });
  }
}
