package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.port.Measure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GET /metrics as JSON")
class MetricsTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("has every field, with its type, in every situation")
  void shape(SnapshotBuilder situation) {
    Shapes.assertMetrics(server.show(situation).json("/metrics", 200));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("has finite, plain numbers only, like every other response")
  void plainNumbers(SnapshotBuilder situation) throws IOException {
    server.show(situation);
    for (String path : new String[] {"/metrics", "/health", "/redis/status"}) {
      try (JsonParser parser = new JsonFactory().createParser(server.get(path).body())) {
        for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
          if (at.isNumeric()) {
            assertThat(parser.getText()).matches("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,18})?");
          }
        }
      }
    }
  }

  @Test
  @DisplayName("counts what the feed did")
  void counts() {
    JsonNode metrics = server.json("/metrics", 200);

    assertThat(metrics.get("total_messages_processed").asLong()).isEqualTo(900);
    assertThat(metrics.get("trades").asLong()).isEqualTo(1000);
    assertThat(metrics.get("ticks").asLong()).isEqualTo(990);
    assertThat(metrics.get("duplicates").asLong()).isEqualTo(10);
    assertThat(metrics.get("avg_message_processing_time_ms").asDouble()).isEqualTo(0.0421);
    assertThat(metrics.get("successful_redis_operations").asLong()).isEqualTo(380);
    assertThat(metrics.get("failed_redis_operations").asLong()).isEqualTo(20);
    assertThat(metrics.get("success_rate").asDouble()).isEqualTo(95);
    assertThat(metrics.get("websocket_reconnections").asLong()).isEqualTo(2);
    assertThat(metrics.get("uptime_seconds").asDouble()).isEqualTo(83.25);
  }

  @Test
  @DisplayName("has zeros, not nulls, before anything happens")
  void zeros() {
    JsonNode metrics = server.show(SnapshotBuilder.beforeTheFirstTick()).json("/metrics", 200);

    for (String field :
        new String[] {
          "total_messages_processed",
          "avg_message_processing_time_ms",
          "successful_redis_operations",
          "failed_redis_operations",
          "success_rate",
          "websocket_reconnections"
        }) {
      assertThat(metrics.get(field).isNumber()).as(field).isTrue();
      assertThat(metrics.get(field).asDouble()).as(field).isZero();
    }
    assertThat(metrics.get("latency_ms")).isEmpty();
  }

  @Test
  @DisplayName("has the fill level and the limit of every bounded resource")
  void bounds() {
    server.show(
        SnapshotBuilder.healthy()
            .ingested(new FeedSnapshot.Ingested(1, 1, 1, 0, 1024, 1024))
            .journal(SnapshotBuilder.journal(3_000_000, 7, "")));

    JsonNode metrics = server.json("/metrics", 200);
    assertThat(metrics.at("/queue/depth").asInt()).isEqualTo(1024);
    assertThat(metrics.at("/queue/limit").asInt()).isEqualTo(1024);
    assertThat(metrics.at("/journal/bytes").asLong()).isEqualTo(3_000_000);
    assertThat(metrics.at("/journal/max_bytes").asLong()).isEqualTo(4_000_000);
    assertThat(metrics.at("/journal/used_percent").asLong()).isEqualTo(75);
    assertThat(metrics.at("/journal/dropped").asLong()).isEqualTo(7);
    assertThat(metrics.at("/limits/stream_entries").asLong()).isEqualTo(1_000_000);
    assertThat(metrics.at("/limits/history_entries").asLong()).isEqualTo(1000);
    assertThat(metrics.at("/limits/http_connections").asLong()).isEqualTo(512);
    assertThat(metrics.at("/limits/http_connections_per_peer").asLong()).isEqualTo(256);
    assertThat(metrics.at("/jvm/heap_max_bytes").asLong()).isPositive();
    assertThat(metrics.at("/jvm/heap_used_bytes").asLong()).isPositive();
  }

  @Test
  @DisplayName("has percentiles for each measured stage")
  void latencies() {
    server.show(
        SnapshotBuilder.healthy()
            .latency(
                Measure.Stage.WIRE_TO_PRIMARY,
                new FeedSnapshot.Latency(5, 1.5, 1.25, 2.5, 3.5, 4.5)));

    JsonNode stages = server.json("/metrics", 200).get("latency_ms");
    assertThat(stages.has("wire_to_journal")).isTrue();
    assertThat(stages.has("wire_to_failover")).isFalse();
    JsonNode stage = stages.get("wire_to_primary");
    assertThat(stage.get("count").asLong()).isEqualTo(5);
    assertThat(stage.get("mean").asDouble()).isEqualTo(1.5);
    assertThat(stage.get("p50").asDouble()).isEqualTo(1.25);
    assertThat(stage.get("p99").asDouble()).isEqualTo(2.5);
    assertThat(stage.get("p999").asDouble()).isEqualTo(3.5);
    assertThat(stage.get("max").asDouble()).isEqualTo(4.5);
  }

  @Test
  @DisplayName("counts rejected input by venue and reason")
  void refused() {
    server.show(
        SnapshotBuilder.healthy()
            .venue(VenueBuilder.streaming().refused(BadInput.OVERSIZED, 5))
            .alsoVenue(VenueBuilder.streaming().named("kraken").refused(BadInput.OVERSIZED, 6)));

    JsonNode venues = server.json("/metrics", 200).get("venues");
    assertThat(venues.at("/binance/refused/oversized").asLong()).isEqualTo(5);
    assertThat(venues.at("/kraken/refused/oversized").asLong()).isEqualTo(6);
  }

  @Test
  @DisplayName("counts this server's responses by class")
  void ownResponses() {
    server.get("/nowhere");
    server.show(Situations.stale()).get("/health");

    JsonNode http = server.json("/metrics", 200).get("http");
    assertThat(http.get("client_errors").asLong()).isEqualTo(1);
    assertThat(http.get("server_errors").asLong()).isEqualTo(1);
    assertThat(server.json("/metrics", 200).at("/http/fine").asLong()).isEqualTo(1);
  }

  @Test
  @DisplayName("is made from one snapshot")
  void oneSnapshot() {
    server.get("/metrics");

    assertThat(server.looks).hasValue(1);
  }
}
