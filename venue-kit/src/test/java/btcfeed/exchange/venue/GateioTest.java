package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.exchange.input.InputLimits;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of gateio:")
class GateioTest extends VenueCodecContract {
  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Gateio(),
        Symbol.parse("BTC-USDT"),
        "{\"time\":1788336080,\"time_ms\":1788336080750,\"channel\":\"spot.trades\",\"event\":\"update\",\"result\":{\"id\":7,\"id_market\":1081,\"create_time\":1788336082,\"create_time_ms\":\"1788336082402.208000\",\"side\":\"sell\",\"currency_pair\":\"BTC_USDT\",\"amount\":\"0.01000000\",\"price\":\"80691.50\",\"range\":\"9-9\"}}",
        "gateio:BTC-USDT 1081 80691.50 0.01000000 sell 1788336082402208",
        List.of(
            "{\"time\":1788336080,\"time_ms\":1788336080750,\"channel\":\"spot.trades\",\"event\":\"update\",\"result\":[{\"id\":7,\"id_market\":1082,\"create_time\":1788336082,\"create_time_ms\":\"1788336082402.208000\",\"side\":\"sell\",\"currency_pair\":\"BTC_USDT\",\"amount\":\"0.01000000\",\"price\":\"80691.50\",\"range\":\"9-9\"},{\"id\":7,\"id_market\":1081,\"create_time\":1788336082,\"create_time_ms\":\"1788336082402.208000\",\"side\":\"sell\",\"currency_pair\":\"BTC_USDT\",\"amount\":\"0.01000000\",\"price\":\"80691.50\",\"range\":\"9-9\"}]}"),
        List.of("1081", "1082"),
        "{\"time\":1788336080,\"channel\":\"spot.trades\",\"event\":\"subscribe\",\"payload\":[\"BTC_USDT\"],\"result\":{\"status\":\"success\"}}",
        "{\"time\":1788336080,\"channel\":\"spot.trades\",\"event\":\"subscribe\",\"error\":{\"code\":2,\"message\":\"unknown"
            + " currency pair\"},\"result\":null}",
        "{\"time\":1788336080,\"channel\":\"spot.pong\",\"event\":\"\",\"result\":null}",
        List.of(),
        "\"80691.50\"",
        "\"0.01000000\"",
        "1081",
        "\"1788336082402.208000\"",
        "\"sell\"",
        "\"BTC_USDT\"");
  }

  @Test
  @DisplayName(
      "an announced close is a planned close in each of its shapes; other notices are unknown")
  void announcements() {
    String words = "\"type\":\"upgrade\",\"msg\":\"About to close. Reconnect.\"";
    String head = "{\"time\":1,\"time_ms\":1000,\"channel\":\"spot.system\",";
    for (String notice :
        List.of(
            head + "\"event\":\"update\",\"result\":{" + words + "}}",
            head + "\"event\":\"\",\"result\":{" + words + "}}",
            head + words + "}",
            head + "\"event\":\"upgrade\",\"result\":{\"msg\":\"Soon.\"}}",
            head + "\"event\":\"update\",\"result\":[{" + words + "}]}",
            "{" + words + "}",
            "{\"event\":\"update\",\"channel\":\"spot.trades\",\"result\":{" + words + "}}")) {
      DecodedFrames decoded = decode(notice);
      assertThat(decoded.notices).as(notice).hasSize(1);
      assertThat(decoded.bad).as(notice).isEmpty();
    }
    assertThat(decode(head + "\"event\":\"update\",\"result\":{\"type\":\"news\"}}").bad)
        .containsExactly(BadInput.UNKNOWN_MESSAGE);
  }

  @Test
  @DisplayName("of too many rows the first are used, and the others are reported")
  void tooManyRows() {
    String row =
        "{\"currency_pair\":\"BTC_USDT\",\"id_market\":1,\"price\":\"1\",\"amount\":\"1\","
            + "\"create_time_ms\":\"1788336082402\",\"side\":\"buy\"}";
    DecodedFrames decoded =
        decode(
            "{\"channel\":\"spot.trades\",\"event\":\"update\",\"result\":["
                + (row + ",").repeat(InputLimits.ROWS + 4)
                + row
                + "]}");
    assertThat(decoded.trades).hasSize(InputLimits.ROWS);
    assertThat(decoded.bad).containsExactly(BadInput.OVERSIZED);
    assertThat(decoded.badCount).isEqualTo(5);
  }
}
