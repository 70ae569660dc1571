package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GET /redis/status")
class RedisStatusTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("has every field, with its type, in every situation")
  void shape(SnapshotBuilder situation) {
    Shapes.assertRedisStatus(server.show(situation).json("/redis/status", 200));
  }

  @Test
  @DisplayName("reports no failover and no sync while both stores are live")
  void bothLive() {
    JsonNode status = server.json("/redis/status", 200);

    assertThat(status.get("connected").asBoolean()).isTrue();
    assertThat(status.get("using_failover").asBoolean()).isFalse();
    assertThat(status.get("primary_available").asBoolean()).isTrue();
    assertThat(status.get("failover_available").asBoolean()).isTrue();
    assertThat(status.get("last_failover_time").isNull()).isTrue();
    assertThat(status.get("reconnection_attempts").asLong()).isEqualTo(2);
    assertThat(status.get("failover_enabled").asBoolean()).isTrue();
    assertThat(status.get("sync_on_reconnect").asBoolean()).isTrue();
    assertThat(status.get("active").asText()).isEqualTo("primary");
    assertThat(status.at("/sync/state").asText()).isEqualTo("idle");
    JsonNode primary = status.at("/stores/primary");
    assertThat(primary.get("last_id").asText()).isEqualTo("1760000000400-2");
    assertThat(primary.get("run_id").asText()).isEqualTo("f00d");
    assertThat(primary.get("role").asText()).isEqualTo("master");
    assertThat(primary.get("version").asText()).isEqualTo("7.0.15");
    assertThat(primary.get("maxmemory_policy").asText()).isEqualTo("noeviction");
  }

  @Test
  @DisplayName("reports when and why readers switched")
  void failedOver() {
    JsonNode status = server.show(SnapshotBuilder.failedOver()).json("/redis/status", 200);

    assertThat(status.get("connected").asBoolean()).isTrue();
    assertThat(status.get("using_failover").asBoolean()).isTrue();
    assertThat(status.get("primary_available").asBoolean()).isFalse();
    assertThat(status.get("active").asText()).isEqualTo("failover");
    assertThat(status.get("last_failover_time").decimalValue())
        .isEqualByComparingTo("1759999997.25");
    JsonNode change = status.at("/switches/0");
    assertThat(change.get("at").asText()).isEqualTo("2025-10-09T08:53:17.250Z");
    assertThat(change.get("to").asText()).isEqualTo("failover");
    assertThat(change.get("reason").asText()).isEqualTo("unreachable");
    assertThat(change.get("primary_lag_ticks").asLong()).isEqualTo(17);
  }

  @Test
  @DisplayName("remembers the last failover after the return")
  void returned() {
    server.show(
        SnapshotBuilder.healthy()
            .switches(
                change(3_000_000, StoreName.PRIMARY, SwitchReason.RETURNED),
                change(2_000_000, StoreName.FAILOVER, SwitchReason.REFUSED),
                change(1_000_000, StoreName.FAILOVER, SwitchReason.UNREACHABLE)));

    JsonNode status = server.json("/redis/status", 200);
    assertThat(status.get("using_failover").asBoolean()).isFalse();
    assertThat(status.get("last_failover_time").asLong()).isEqualTo(2);
    assertThat(status.get("switches")).hasSize(3);
    assertThat(status.at("/switches/1/seconds").asDouble()).isEqualTo(1.0);
    assertThat(status.at("/switches/2/seconds").asDouble()).isEqualTo(1.0);
  }

  @Test
  @DisplayName("reports that an operator holds readers, as health and metrics do")
  void held() {
    server.show(SnapshotBuilder.held());

    JsonNode status = server.json("/redis/status", 200);
    assertThat(status.get("held_by_operator").asBoolean()).isTrue();
    assertThat(status.get("active").asText()).isEqualTo("failover");
    assertThat(status.at("/switches/0/reason").asText()).isEqualTo("requested");
    assertThat(server.get("/health").body()).contains("\"code\":\"held_by_operator\"");
    assertThat(server.get("/metrics", "text/plain").body()).contains("btcfeed_readers_held 1.0");

    server.show(SnapshotBuilder.failedOver());
    assertThat(server.json("/redis/status", 200).get("held_by_operator").asBoolean()).isFalse();
    assertThat(server.get("/metrics", "text/plain").body()).contains("btcfeed_readers_held 0.0");
  }

  @Test
  @DisplayName("reports no failover when no primary is configured")
  void noPrimary() {
    server.show(
        SnapshotBuilder.healthy()
            .withoutPrimary()
            .switches(change(1_000_000, StoreName.FAILOVER, SwitchReason.STARTED)));

    JsonNode status = server.json("/redis/status", 200);
    assertThat(status.get("primary_available").asBoolean()).isFalse();
    assertThat(status.get("last_failover_time").isNull()).isTrue();
    assertThat(status.get("connected").asBoolean()).isTrue();
    assertThat(status.get("stores").has("primary")).isFalse();
  }

  @Test
  @DisplayName("connected and both availabilities turn false when both stores are away")
  void bothAway() {
    JsonNode status = server.show(Situations.bothAway()).json("/redis/status", 200);

    assertThat(status.get("connected").asBoolean()).isFalse();
    assertThat(status.get("primary_available").asBoolean()).isFalse();
    assertThat(status.get("failover_available").asBoolean()).isFalse();
    assertThat(status.at("/stores/primary/reason").asText()).isEqualTo("unanswered");
    assertThat(status.at("/stores/failover/reason").asText()).isEqualTo("refused");
  }

  @Test
  @DisplayName("failover_enabled is false when it is disabled by configuration")
  void failoverDisabled() {
    server.show(SnapshotBuilder.healthy().failoverDisabled());

    assertThat(server.json("/redis/status", 200).get("failover_enabled").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("a sync reports its progress, rate and remaining time")
  void syncRunning() {
    JsonNode sync = server.show(Situations.catchingUp()).json("/redis/status", 200).get("sync");

    assertThat(sync.get("store").asText()).isEqualTo("primary");
    assertThat(sync.get("state").asText()).isEqualTo("running");
    assertThat(sync.get("done").asLong()).isEqualTo(400);
    assertThat(sync.get("total").asLong()).isEqualTo(1000);
    assertThat(sync.get("rate").asLong()).isEqualTo(200);
    assertThat(sync.get("eta_seconds").asLong()).isEqualTo(3);
  }

  @Test
  @DisplayName("a sync without a rate yet has null as its estimate")
  void syncWithoutEstimate() {
    server.show(
        SnapshotBuilder.healthy()
            .store(
                StoreBuilder.catchingUp(StoreName.PRIMARY, 0, 1000)
                    .catchUp(new StoreReport.CatchUp(true, 0, 1000, Duration.ZERO, false))));

    JsonNode sync = server.json("/redis/status", 200).get("sync");
    assertThat(sync.get("rate").asLong()).isZero();
    assertThat(sync.get("eta_seconds").isNull()).isTrue();
  }

  @Test
  @DisplayName("critical_done is true while the store has the newest price, even with a backlog")
  void criticalDone() {
    server.show(
        SnapshotBuilder.healthy()
            .store(
                StoreBuilder.catchingUp(StoreName.PRIMARY, 1, 9)
                    .catchUp(new StoreReport.CatchUp(true, 1, 9, Duration.ofSeconds(1), true))));
    assertThat(server.json("/redis/status", 200).at("/sync/critical_done").asBoolean()).isTrue();

    server.show(SnapshotBuilder.healthy().store(StoreBuilder.catchingUp(StoreName.PRIMARY, 1, 9)));
    assertThat(server.json("/redis/status", 200).at("/sync/critical_done").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("a sync that ended reports whether it was complete")
  void syncEnded() {
    StoreReport.CatchUp whole =
        new StoreReport.CatchUp(false, 1000, 1000, Duration.ofSeconds(2), false);
    server.show(
        SnapshotBuilder.healthy().store(StoreBuilder.live(StoreName.PRIMARY).catchUp(whole)));
    assertThat(server.json("/redis/status", 200).at("/sync/state").asText()).isEqualTo("done");

    StoreReport.CatchUp cut =
        new StoreReport.CatchUp(false, 400, 1000, Duration.ofSeconds(2), false);
    server.show(
        SnapshotBuilder.failedOver()
            .store(StoreBuilder.stopped(StoreName.PRIMARY, "").catchUp(cut)));
    assertThat(server.json("/redis/status", 200).at("/sync/state").asText())
        .isEqualTo("interrupted");
  }

  @Test
  @DisplayName("of two syncs, shows the running one at the top and each with its store")
  void twoSyncs() {
    server.show(
        SnapshotBuilder.healthy()
            .store(
                StoreBuilder.live(StoreName.PRIMARY)
                    .catchUp(new StoreReport.CatchUp(false, 9, 9, Duration.ofSeconds(1), false)))
            .store(StoreBuilder.catchingUp(StoreName.FAILOVER, 5, 6)));

    JsonNode status = server.json("/redis/status", 200);
    assertThat(status.at("/sync/store").asText()).isEqualTo("failover");
    assertThat(status.at("/stores/primary/sync/state").asText()).isEqualTo("done");
    assertThat(status.at("/stores/failover/sync/state").asText()).isEqualTo("running");
  }

  private static StoreSwitch change(long atUs, StoreName to, SwitchReason reason) {
    return new StoreSwitch(atUs, to, reason, 0);
  }
}
