package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of bitget:")
class BitgetTest extends VenueCodecContract {
  private static final String ROW =
      "{\"ts\":\"1788335044055\",\"price\":\"77600.750\",\"size\":\"0.001352\",\"side\":\"buy\",\"tradeId\":\"1478949856623706112\"}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Bitget(),
        Symbol.parse("BTC-USDT"),
        message("update", ROW),
        "bitget:BTC-USDT 1478949856623706112 77600.750 0.001352 buy 1788335044055000",
        List.of(
            message("update", ROW.replace("706112", "706200") + "," + ROW),
            message("update", ROW.replace("706112", "706204"))),
        List.of("1478949856623706112", "1478949856623706200", "1478949856623706204"),
        "{\"event\":\"subscribe\",\"arg\":{\"instType\":\"SPOT\",\"channel\":\"trade\",\"instId\":\"BTCUSDT\"}}",
        "{\"event\":\"error\",\"arg\":{\"instType\":\"SPOT\",\"channel\":\"trade\",\"instId\":\"BTCXYZ\"},\"code\":30001,\"msg\":\"instType:SPOT,channel:trade,instId:BTCXYZ"
            + " doesn't exist\",\"op\":\"subscribe\"}",
        "pong",
        List.of(message("snapshot", ROW)),
        "\"77600.750\"",
        "\"0.001352\"",
        "\"1478949856623706112\"",
        "\"1788335044055\"",
        "\"buy\"",
        "\"BTCUSDT\"");
  }

  @Test
  @DisplayName("there is a text ping every thirty seconds")
  void ping() {
    assertThat(codec().subscription().ping()).contains("ping");
    assertThat(codec().subscription().pingEvery()).contains(Duration.ofSeconds(30));
  }

  private static String message(String action, String rows) {
    return "{\"action\":\""
        + action
        + "\",\"arg\":{\"instType\":\"SPOT\",\"channel\":\"trade\",\"instId\":\"BTCUSDT\"},\"data\":["
        + rows
        + "],\"ts\":1788335044056}";
  }
}
