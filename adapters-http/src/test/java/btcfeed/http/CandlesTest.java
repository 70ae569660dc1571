package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Candle;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import btcfeed.http.response.Moment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Candles over HTTP")
class CandlesTest {
  private static final String CANDLE =
      "64000.10 64001 63999.0 64000.10 0.123456789012345678901 7"
          + " 1760000000000000:binance:1 1760000000000001:kraken:x";

  /** The requests to the stores. */
  private record Asked(Symbol symbol, Interval interval, long fromMs, int buckets) {}

  private final TestServer server = new TestServer();
  private volatile Optional<Asked> asked = Optional.empty();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("have exact digits and the start of the next page")
  void exactDigits() {
    stored(new ReadCandles.At(1_760_000_040_000L, Candle.parse(CANDLE).orElseThrow()));

    String path = "/api/v1/candles?symbol=btc-usd&interval=1m&from=1760000039999&limit=2";
    String body = server.get(path).body();
    JsonNode reply = TestServer.parse(body);

    assertThat(body)
        .contains("\"open\":64000.10,\"high\":64001,\"low\":63999.0,\"close\":64000.10")
        .contains("\"volume\":0.123456789012345678901,\"trades\":7");
    assertThat(reply.at("/candles/0/start").asText()).isEqualTo("2025-10-09T08:54:00Z");
    assertThat(reply.at("/candles/0/start_ms").asLong()).isEqualTo(1_760_000_040_000L);
    assertThat(reply.get("next").asText()).isEqualTo("2025-10-09T08:55:00Z");
    assertThat(asked)
        .contains(new Asked(Symbol.parse("BTC-USD"), Interval.MINUTE, 1_759_999_980_000L, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The test's clock shows 08:53:20.5.
        "interval=1m&limit=3                                              | 08:51:00 | 3",
        "interval=1m&limit=2&to=2025-10-09T08:00:00Z                      | 07:58:00 | 2",
        "interval=1m&limit=2&to=2025-10-09T08:00:01Z                      | 07:59:00 | 2",
        "interval=5m&from=2025-10-09T08:00:00Z&to=2025-10-09T08:10:00Z    | 08:00:00 | 2",
        "interval=5m&from=2025-10-09T08:00:00Z&to=2025-10-09T08:10:00.1Z  | 08:00:00 | 3",
        "interval=1s&from=2025-10-09T08:00:00Z&to=2025-10-09T08:10:00Z    | 08:00:00 | 100",
        "interval=1h&from=2025-10-09T06:30:00Z                            | 06:00:00 | 100",
      })
  @DisplayName("are those requested, by default the newest")
  void range(String asks, String from, int buckets) {
    stored();
    server.json("/api/v1/candles?symbol=BTC-USD&" + asks, 200);

    Asked query = asked.orElseThrow();
    assertThat(Moment.iso(query.fromMs() * 1_000)).isEqualTo("2025-10-09T" + from + "Z");
    assertThat(query.buckets()).isEqualTo(buckets);
  }

  @Test
  @DisplayName("are by default of the symbol on which most venues agree, if there is one")
  void usual() {
    stored();
    JsonNode shown = server.json("/api/v1/candles?interval=1m", 200);

    assertThat(shown.get("symbol").asText()).isEqualTo("BTC-USDT");
    server.show(SnapshotBuilder.beforeTheFirstTick());
    assertThat(server.json("/api/v1/candles?interval=1m", 400).get("detail").asText())
        .contains("symbol is required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "symbol=BTC-USD",
        "symbol=BTCUSD&interval=1m",
        "symbol=BTC-USD&interval=2m",
        "symbol=BTC-USD&interval=1m&limit=0",
        "symbol=BTC-USD&interval=1m&limit=1001",
        "symbol=BTC-USD&interval=1m&from=yesterday",
        "symbol=BTC-USD&interval=1m&from=-5",
        "symbol=BTC-USD&interval=1m&from=%2B1000000000-12-31T23:59:59Z",
        "symbol=BTC-USD&interval=1m&to=-1000000000-01-01T00:00:00Z",
        "symbol=BTC-USD&interval=1m&from=999999999999999&to=2026-01-01T00:00:00Z",
        "symbol=BTC-USD&interval=1m&to=999999999999999",
        "symbol=BTC-USD&interval=1m&from=2000&to=1000",
        "symbol=BTC-USD&interval=1m&colour=blue",
        "symbol=BTC-USD&symbol=BTC-EUR&interval=1m",
      })
  @DisplayName("an invalid request is a problem that describes valid values")
  void invalidRequests(String query) {
    JsonNode problem = server.json("/api/v1/candles?" + query, 400);

    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("detail").asText()).doesNotContain("yesterday", "colour");
  }

  @Test
  @DisplayName("are 503 while no store is available")
  void noStore() {
    ReadCandles none = (_, _, _, _) -> new ReadCandles.CandlesResult.Unavailable("refused");
    server.showing(none);

    Shapes.assertShape(
        server.json("/api/v1/candles?symbol=BTC-USD&interval=1m", 503), Shapes.PROBLEM);
  }

  private void stored(ReadCandles.At... candles) {
    ReadCandles reads =
        (symbol, interval, fromMs, buckets) -> {
          asked = Optional.of(new Asked(symbol, interval, fromMs, buckets));
          return new ReadCandles.CandlesResult.Found(List.of(candles));
        };
    server.showing(reads);
  }
}
