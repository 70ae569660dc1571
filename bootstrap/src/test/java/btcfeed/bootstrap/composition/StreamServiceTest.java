package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client of the stream")
class StreamServiceTest {
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
  @DisplayName("that comes back after a restart gets each tick of btc:ticks once, in its order")
  void restart() throws CannotStart {
    rig.startAndSubscribe();
    List<String> told = new ArrayList<>();
    try (Follower first = new Follower("0-0")) {
      rig.venue.burst(300);
      until(() -> first.ids.size() >= 200);
      rig.stop();
      until(() -> first.ended);
      told.addAll(first.ids);
    }

    rig.startAndSubscribe();
    rig.venue.burst(200);

    try (Follower second = new Follower(told.getLast())) {
      until(() -> told.size() + second.ids.size() >= rig.traded().size());
      until(() -> Rig.ids(rig.primary).equals(rig.traded()));
      told.addAll(second.ids);
    }
    assertThat(told).isEqualTo(rig.tickIds());
    assertThat(rig.log).noneMatch(happening -> happening.toString().contains("Bug"));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  private final class Follower implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    final List<String> ids = new CopyOnWriteArrayList<>();
    volatile boolean ended;

    Follower(String lastEventId) {
      Thread.ofVirtual().start(() -> read(lastEventId));
    }

    private void read(String lastEventId) {
      try {
        http.send(
                rig.request("/api/v1/stream?events=tick")
                    .header("Last-Event-ID", lastEventId)
                    .build(),
                HttpResponse.BodyHandlers.ofLines())
            .body()
            .filter(line -> line.startsWith("data: "))
            .forEach(line -> ids.add(Rig.parse(line.substring(6)).get("id").asText()));
      } catch (IOException | UncheckedIOException | InterruptedException _) {
        // As good as an end.
      }
      ended = true;
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
