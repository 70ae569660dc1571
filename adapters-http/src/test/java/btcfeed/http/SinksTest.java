package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sinks in GET /health")
class SinksTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("have their state, their lag and their counts")
  void states() {
    JsonNode health = server.show(Situations.sinks()).json("/health", 200);

    assertThat(health.at("/sinks/kafka").toString())
        .isEqualTo(
            "{\"kind\":\"kafka\",\"state\":\"writing\",\"detail\":\"\","
                + "\"address\":\"kafka://broker:9092/btc\",\"last_id\":\"1760000000390-1\","
                + "\"lag_records\":17,\"lag_seconds\":3.25,\"records\":5000,\"batches\":40,"
                + "\"failures\":3,\"lost\":2,\"rewinds\":1}");
    assertThat(health.at("/sinks/parquet/state").asText()).isEqualTo("following");
    assertThat(health.at("/sinks/postgres/state").asText()).isEqualTo("away");
    assertThat(health.at("/sinks/postgres/detail").asText()).isEqualTo("connection refused");
    assertThat(health.at("/sinks/archive/state").asText()).isEqualTo("stopped");
    assertThat(health.get("status").asText()).isEqualTo("degraded");
    assertThat(health.get("reasons").findValuesAsText("code"))
        .containsExactlyInAnyOrder(
            "kafka_sink_lost_records", "postgres_sink_away", "archive_sink_stopped");
  }

  @Test
  @DisplayName("are an empty object where none is configured")
  void none() {
    assertThat(server.json("/health", 200).get("sinks")).isEmpty();
  }

  @Test
  @DisplayName("keep hostile text as text, in one valid document")
  void hostile() {
    String hostile =
        "\"},\"status\":\"healthy\",{\\ <script>alert(1)</script> \r\n\u0000\u202e\ud800";
    server.show(
        SnapshotBuilder.healthy()
            .sinks(SinkReports.at(hostile, SinkReports.away("postgres", hostile))));

    String text = hostile.substring(0, hostile.length() - 1);
    JsonNode health = server.json("/health", 200);
    assertThat(health.get("status").asText()).isEqualTo("degraded");
    assertThat(health.at("/sinks/postgres/detail").asText()).startsWith(text);
    assertThat(health.at("/sinks/postgres/address").asText()).startsWith(text);
    assertThat(server.get("/health").body()).doesNotContain("\r", "\n", "\u0000");
  }

  @Test
  @DisplayName("are the same in /metrics")
  void metrics() {
    server.show(Situations.sinks());

    JsonNode sinks = server.json("/metrics", 200).get("sinks");
    assertThat(sinks).hasSize(4).isEqualTo(server.json("/health", 200).get("sinks"));
    assertThat(sinks.at("/kafka/records").asLong()).isEqualTo(5_000);
    assertThat(sinks.at("/kafka/lost").asLong()).isEqualTo(2);
  }
}
