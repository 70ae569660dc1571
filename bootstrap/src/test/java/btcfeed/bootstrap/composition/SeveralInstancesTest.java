package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G2, G3, G4: several instances with the same stores keep one feed")
class SeveralInstancesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double TRADES_A_SECOND = 200;

  @TempDir private Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Instance> instances = new ArrayList<>();
  private Rig rig;

  @BeforeEach
  void putUp() throws IOException {
    rig = new Rig(data.resolve("rig"));
    rig.venue.live(TRADES_A_SECOND);
  }

  @AfterEach
  void takeDown() throws InterruptedException {
    for (Instance instance : instances) {
      instance.process().destroyForcibly().waitFor();
    }
    rig.close();
  }

  @Test
  @DisplayName("when the leader is killed, its follower leads, and no trade is missing or twice")
  void killed() throws Exception {
    Instance first = start("first");
    await().atMost(PATIENCE).until(() -> status(first, "/health/leader") == 200);
    Instance second = start("second");
    await().atMost(PATIENCE).until(() -> status(second, "/health/ready") == 200);
    assertThat(status(second, "/health/leader")).isEqualTo(503);
    awaitMoreTicks();

    first.process().destroyForcibly().waitFor();

    await().atMost(PATIENCE).until(() -> status(second, "/health/leader") == 200);
    awaitMoreTicks();
    settle(second);
  }

  @Test
  @DisplayName(
      "when the leader is stopped, another one with an empty folder has taken over at once")
  void handedOver() throws Exception {
    Instance first = start("first");
    await().atMost(PATIENCE).until(() -> status(first, "/health/leader") == 200);
    awaitMoreTicks();
    Instance second = start("second");
    await().atMost(PATIENCE).until(() -> status(second, "/health/ready") == 200);

    first.process().destroy();
    assertThat(first.process().waitFor()).as("exit code after SIGTERM").isZero();

    await().atMost(PATIENCE).until(() -> status(second, "/health/leader") == 200);
    awaitMoreTicks();
    settle(second);
  }

  @Test
  @DisplayName("when the folder is lost, what was traded meanwhile is fetched or published")
  void lostFolder() throws Exception {
    Instance first = start("first");
    await().atMost(PATIENCE).until(() -> status(first, "/health/leader") == 200);
    awaitMoreTicks();
    first.process().destroy();
    assertThat(first.process().waitFor()).as("exit code after SIGTERM").isZero();
    int traded = rig.venue.tape().size();
    await().atMost(PATIENCE).until(() -> rig.venue.tape().size() > traded + TRADES_A_SECOND);

    Instance next = start("elsewhere");
    await().atMost(PATIENCE).until(() -> status(next, "/health/leader") == 200);
    awaitMoreTicks();
    settle(next);
  }

  /** The venue stops, and all that it traded since the first tick is in both stores, once. */
  private void settle(Instance leader) throws Exception {
    rig.venue.live(0);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(Rig.ids(rig.primary)).contains(rig.traded().getLast());
              assertThat(Rig.ticks(rig.primary)).isEqualTo(Rig.ticks(rig.failover));
              List<String> kept = Rig.ids(rig.primary);
              List<String> traded = rig.traded();
              assertThat(kept).doesNotHaveDuplicates();
              assertThat(kept)
                  .containsExactlyInAnyOrderElementsOf(
                      traded.subList(traded.indexOf(kept.getFirst()), traded.size()));
            });
    leader.process().destroy();
    assertThat(leader.process().waitFor()).as("exit code after SIGTERM").isZero();
  }

  private void awaitMoreTicks() {
    int before = Rig.ids(rig.primary).size();
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).size() > before + TRADES_A_SECOND);
  }

  private record Instance(Process process, int port) {}

  private Instance start(String name) throws IOException {
    int port = RedisProcess.freePort();
    Instance instance =
        new Instance(
            rig.process(
                Map.of(
                    "FEED_DATA_DIR",
                    data.resolve(name).toString(),
                    "HEALTH_CHECK_PORT",
                    Integer.toString(port)),
                data.resolve(name + ".log")),
            port);
    instances.add(instance);
    return instance;
  }

  /** The status of a response; 0 if the instance does not listen. */
  private int status(Instance instance, String path) throws InterruptedException {
    assertThat(instance.process().waitFor(0, TimeUnit.SECONDS)).as("it has ended").isFalse();
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }
}
