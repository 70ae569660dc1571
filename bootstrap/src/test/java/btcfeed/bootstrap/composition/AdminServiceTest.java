package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.port.FeedLog.FeedEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An operator of the service, over HTTP")
class AdminServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "5f0e1d2c3b4a59687766554433221100";

  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws IOException {
    rig = new Rig(data);
    rig.settings.put("FEED_ADMIN_TOKEN", TOKEN);
    rig.settings.put("FEED_FAILBACK_GRACE", "500ms");
    // A store that is slow for a moment, as on a busy host, is not what these tests are about.
    rig.settings.put("FEED_REDIS_TIMEOUT", "20s");
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName(
      "G2, G3, G4, G8: moves readers to the failover and back while trades come; nothing is lost,"
          + " doubled or different, and without the token nothing happens")
  void thereAndBack() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.live(500);
    awaitBothLive();
    await().atMost(PATIENCE).until(() -> rig.traded().size() > 200);

    assertThat(post("/admin/failover", "Bearer 00000000000000000000000000000000").statusCode())
        .isEqualTo(401);
    assertThat(status().get("active").textValue()).isEqualTo("primary");

    await().atMost(PATIENCE).until(() -> operate("/admin/failover").statusCode() == 200);
    assertThat(status().get("active").textValue()).isEqualTo("failover");
    assertThat(status().get("held_by_operator").booleanValue()).isTrue();
    assertThat(codes()).contains("using_failover", "held_by_operator");
    await().atMost(PATIENCE).until(() -> operate("/admin/failover").statusCode() == 409);

    int then = rig.traded().size();
    await().atMost(PATIENCE).until(() -> rig.traded().size() > then + 1_000);
    assertThat(status().get("active").textValue())
        .as("held, the primary well")
        .isEqualTo("failover");

    await().atMost(PATIENCE).until(() -> operate("/admin/failback").statusCode() == 202);
    awaitActive("primary");
    rig.venue.live(0);
    awaitEqualStores();

    JsonNode switches = status().get("switches");
    assertThat(switches.get(0).get("reason").textValue()).isEqualTo("returned");
    assertThat(switches.get(1).get("reason").textValue()).isEqualTo("requested");
  }

  @Test
  @DisplayName("that held readers on the failover: they move to the primary when the failover dies")
  void theFailoverDies() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitBothLive();
    await().atMost(PATIENCE).until(() -> operate("/admin/failover").statusCode() == 200);

    rig.failover.kill();
    rig.venue.burst(100);
    awaitActive("primary");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> refused = operate("/admin/failover");
              assertThat(refused.statusCode()).isEqualTo(409);
              assertThat(refused.body()).contains("not reachable");
            });
    assertThat(rig.log.stream().filter(FeedEvent.HoldEnded.class::isInstance)).hasSize(1);

    rig.failover.restartEmpty();
    awaitEqualStores();
  }

  @Test
  @DisplayName("reconnects both lines to a venue while trades come, and no trade is missed")
  void reconnects() throws CannotStart {
    rig.settings.put("FEED_LINES", "2");
    rig.start();
    assertThat(rig.venue.awaitSubscribers(2, PATIENCE)).isTrue();
    rig.venue.live(500);
    await().atMost(PATIENCE).until(() -> rig.traded().size() > 200);

    HttpResponse<String> response = operate("/admin/venues/binance/reconnect");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> rig.venue.handshakes() == 4);
    await()
        .atMost(PATIENCE)
        .until(
            () -> rig.log.stream().filter(FeedEvent.LineReplaced.class::isInstance).count() == 2);
    int then = rig.traded().size();
    await().atMost(PATIENCE).until(() -> rig.traded().size() > then + 500);
    rig.venue.live(0);

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).size() >= rig.traded().size());
    await().atMost(PATIENCE).until(() -> Rig.ticks(rig.primary).equals(Rig.ticks(rig.failover)));
    assertThat(Rig.ids(rig.failover)).containsExactlyInAnyOrderElementsOf(rig.traded());
    assertThat(rig.log.stream().filter(FeedEvent.LineDown.class::isInstance)).isEmpty();
    assertThat(operate("/admin/venues/nowhere/reconnect").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> operate(String path) {
    return post(path, "Bearer " + TOKEN);
  }

  private HttpResponse<String> post(String path, String authorization) {
    return rig.send(
        rig.request(path)
            .header("Authorization", authorization)
            .timeout(PATIENCE)
            .POST(BodyPublishers.noBody()));
  }

  private JsonNode status() {
    return rig.get("/redis/status");
  }

  private List<String> codes() {
    List<String> codes = new ArrayList<>();
    rig.get("/health").get("reasons").forEach(reason -> codes.add(reason.get("code").textValue()));
    return codes;
  }

  /** Readers use the primary, and would not leave it without a command. */
  private void awaitBothLive() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                status().at("/stores/primary/state").textValue().equals("live")
                    && status().at("/stores/failover/state").textValue().equals("live")
                    && status().get("active").textValue().equals("primary"));
  }

  private void awaitActive(String store) {
    await().atMost(PATIENCE).until(() -> status().get("active").textValue().equals(store));
  }

  private void awaitEqualStores() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(Rig.ids(rig.failover)).isEqualTo(rig.traded());
              assertThat(Rig.ticks(rig.primary)).isEqualTo(Rig.ticks(rig.failover));
            });
  }
}
