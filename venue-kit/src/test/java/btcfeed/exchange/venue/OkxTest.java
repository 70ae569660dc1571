package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of okx:")
class OkxTest extends VenueCodecContract {
  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Okx(),
        Symbol.parse("BTC-USDT"),
        "{\"arg\":{\"channel\":\"trades-all\"},\"data\":[{\"instId\":\"BTC-USDT\",\"tradeId\":\"1081\",\"px\":\"80691.50\",\"sz\":\"0.01000000\",\"side\":\"sell\",\"ts\":\"1788118931677\",\"source\":\"0\"}]}",
        "okx:BTC-USDT 1081 80691.50 0.01000000 sell 1788118931677000",
        List.of(
            "{\"arg\":{\"channel\":\"trades-all\"},\"data\":[{\"instId\":\"BTC-USDT\",\"tradeId\":\"1081\",\"px\":\"80691.50\",\"sz\":\"0.01000000\",\"side\":\"sell\",\"ts\":\"1788118931677\",\"source\":\"0\"},{\"instId\":\"BTC-USDT\",\"tradeId\":\"1082\",\"px\":\"80691.50\",\"sz\":\"0.01000000\",\"side\":\"sell\",\"ts\":\"1788118931677\",\"source\":\"0\"}]}"),
        List.of("1081", "1082"),
        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"trades-all\",\"instId\":\"BTC-USDT\"},\"connId\":\"c7\"}",
        "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or"
            + " channel\",\"connId\":\"c7\"}",
        "pong",
        List.of(),
        "\"80691.50\"",
        "\"0.01000000\"",
        "\"1081\"",
        "\"1788118931677\"",
        "\"sell\"",
        "\"BTC-USDT\"");
  }

  @Test
  @DisplayName("a notice is a planned close with the venue's reason")
  void notice() {
    DecodedFrames decoded =
        decode(
            "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed"
                + " for a service upgrade. Please reconnect.\",\"connId\":\"a4d3ae55\"}");
    assertThat(decoded.notices)
        .containsExactly(
            "64008 The connection will soon be closed for a service upgrade. Please reconnect.");
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("a row that stands for several trades is refused")
  void folded() {
    String trade = samples().trade();
    assertThat(decode(trade.replace("\"source\"", "\"count\":\"1\",\"source\"")).trades).hasSize(1);
    DecodedFrames decoded = decode(trade.replace("\"source\"", "\"count\":\"3\",\"source\""));
    assertThat(decoded.trades).isEmpty();
    assertThat(decoded.bad).containsExactly(BadInput.WRONG_SHAPE);
  }
}
