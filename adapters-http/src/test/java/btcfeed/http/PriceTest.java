package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("GET /api/v1/price")
class PriceTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("has each market's newest trade with exact digits and its age")
  void newestTrade() {
    String body =
        server.show(SnapshotBuilder.healthy().newest("64000.10")).get("/api/v1/price").body();
    JsonNode price = TestServer.parse(body).at("/prices/0");

    Shapes.assertShape(price, Shapes.PRICE);
    assertThat(body).contains("\"price\":64000.10,");
    assertThat(price.get("venue").asText()).isEqualTo("binance");
    assertThat(price.get("symbol").asText()).isEqualTo("BTC-USDT");
    assertThat(price.get("trade_id").asText()).isEqualTo("42");
    assertThat(price.get("side").asText()).isEqualTo("buy");
    assertThat(price.get("freshness").asText()).isEqualTo("fresh");
  }

  @Test
  @DisplayName("has each symbol's reference price, the venues used and those refused")
  void reference() {
    JsonNode index =
        server
            .show(SnapshotBuilder.healthy().newest("64000.10"))
            .json("/api/v1/price", 200)
            .at("/index/0");

    Shapes.assertShape(index, Shapes.REFERENCE);
    assertThat(index.get("state").asText()).isEqualTo("degraded");
    assertThat(index.get("price").decimalValue()).isEqualByComparingTo("64000.10");
    assertThat(index.at("/venues/0").asText()).isEqualTo("binance");
    assertThat(index.at("/refused/okx").asText()).isEqualTo("silent");
  }

  @Test
  @DisplayName("marks an old trade as stale")
  void stale() {
    server.show(
        SnapshotBuilder.healthy()
            .price(Optional.of(SnapshotBuilder.STALE_AFTER.plus(Duration.ofSeconds(1)))));

    assertThat(server.json("/api/v1/price", 200).at("/prices/0/freshness").asText())
        .isEqualTo("stale");
  }

  @Test
  @DisplayName("is an empty list before the first trade")
  void beforeTheFirst() {
    server.show(SnapshotBuilder.beforeTheFirstTick());

    assertThat(server.json("/api/v1/price", 200).get("prices")).isEmpty();
  }

  @Test
  @DisplayName("of one venue has the markets of that venue; an unknown venue is 404")
  void ofOneVenue() {
    assertThat(server.json("/api/v1/price/binance", 200).get("prices")).hasSize(1);

    JsonNode problem = server.json("/api/v1/price/nowhere", 404);
    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("detail").asText()).contains("/api/v1/venues").doesNotContain("nowhere");
  }

  @Test
  @DisplayName("has a related path that lists the venues as /health does")
  void venues() {
    JsonNode venues = server.json("/api/v1/venues", 200).get("venues");

    Shapes.assertShape(venues.get("binance"), Shapes.VENUE);
    Shapes.assertShape(venues.get("binance").get("lines").get("a"), Shapes.LINE);
  }
}
