package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GET /api/v1/overview")
class OverviewTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("equals the responses of the single paths, and is 200 whatever the status")
  void together(SnapshotBuilder situation) {
    server.show(situation);
    JsonNode overview = server.json("/api/v1/overview", 200);

    Map<String, String> parts =
        Map.of("health", "/health", "redis", "/redis/status", "prices", "/api/v1/price");
    parts.forEach(
        (part, path) ->
            assertThat(overview.get(part))
                .as(part)
                .isEqualTo(TestServer.parse(server.get(path).body())));
    assertThat(overview.get("latency_ms"))
        .isEqualTo(server.json("/metrics", 200).get("latency_ms"));
    assertThat(overview.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(List.of("health", "redis", "prices", "latency_ms"));
  }

  @Test
  @DisplayName("is made from one snapshot, so its parts are of one moment")
  void oneSnapshot() {
    int before = server.looks.get();
    server.json("/api/v1/overview", 200);

    assertThat(server.looks.get()).isEqualTo(before + 1);
  }
}
