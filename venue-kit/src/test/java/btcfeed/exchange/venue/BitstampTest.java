package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of bitstamp:")
class BitstampTest extends VenueCodecContract {
  private static final String TRADE =
      "{\"data\":{\"id\":628186942,\"timestamp\":\"1788335012\",\"amount\":0.0000651,\"amount_str\":\"0.00006510\",\"price\":77558.07,\"price_str\":\"77558.07\",\"type\":"
          + " 1 ,\"microtimestamp\":\"1788335012854001\",\"buy_order_id\":2045952085757952,\"sell_order_id\":2045952156454912},\"channel\":\"live_trades_btcusd\",\"event\":\"trade\"}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Bitstamp(),
        Symbol.parse("BTC-USD"),
        TRADE,
        "bitstamp:BTC-USD 628186942 77558.07 0.00006510 sell 1788335012854001",
        List.of(TRADE, TRADE.replace("628186942", "628186949")),
        List.of("628186942", "628186949"),
        "{\"event\":\"bts:subscription_succeeded\",\"channel\":\"live_trades_btcusd\",\"data\":{}}",
        "{\"event\":\"bts:error\",\"channel\":\"\",\"data\":{\"code\":4009,\"message\":\"Connection"
            + " is unauthorized.\"}}",
        "{\"event\":\"bts:heartbeat\",\"channel\":\"\",\"data\":{\"status\":\"success\"}}",
        List.of(),
        "\"77558.07\"",
        "\"0.00006510\"",
        "628186942",
        "\"1788335012854001\"",
        " 1 ",
        "\"live_trades_btcusd\"");
  }

  @Override
  protected boolean namesTypeLast() {
    return true;
  }

  @Test
  @DisplayName("a request to reconnect is a planned close")
  void reconnect() {
    DecodedFrames decoded =
        decode("{\"event\":\"bts:request_reconnect\",\"channel\":\"\",\"data\":\"\"}");
    assertThat(decoded.notices).containsExactly("bts:request_reconnect");
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("a digit of side 0 is a buy, and an exponent keeps its digits")
  void exponent() {
    DecodedFrames decoded = decode(TRADE.replace(" 1 ", "0").replace("\"0.00006510\"", "\"1E-8\""));
    assertThat(decoded.trades.getFirst().side().text()).isEqualTo("buy");
    assertThat(decoded.trades.getFirst().quantity().text()).isEqualTo("0.00000001");
  }

  @Test
  @DisplayName("a refusal has its code and its reason")
  void words() {
    assertThat(decode(samples().refusal()).refusals)
        .containsExactly("4009 Connection is unauthorized.");
  }
}
