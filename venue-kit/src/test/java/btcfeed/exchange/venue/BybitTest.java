package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of bybit:")
class BybitTest extends VenueCodecContract {
  private static final String ROW =
      "{\"i\":\"22901\",\"T\":1788335009482,\"p\":\"77606.80\",\"v\":\"0.000712\",\"S\":\"Buy\",\"seq\":113508069853,\"s\":\"BTCUSDT\",\"BT\":false,\"RPI\":false}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Bybit(),
        Symbol.parse("BTC-USDT"),
        message(ROW),
        "bybit:BTC-USDT 22901 77606.80 0.000712 buy 1788335009482000",
        List.of(message(ROW + "," + ROW.replace("22901", "22907"))),
        List.of("22901", "22907"),
        "{\"success\":true,\"ret_msg\":\"subscribe\",\"conn_id\":\"c7\",\"op\":\"subscribe\"}",
        "{\"success\":false,\"ret_msg\":\"Invalid symbol"
            + " :[publicTrade.BTCXYZ]\",\"conn_id\":\"c7\",\"op\":\"subscribe\"}",
        "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"c7\",\"req_id\":\"p1\",\"op\":\"ping\"}",
        List.of(),
        "\"77606.80\"",
        "\"0.000712\"",
        "\"22901\"",
        "1788335009482",
        "\"Buy\"",
        "\"BTCUSDT\"");
  }

  @Test
  @DisplayName("there are ten markets in a request, and a ping every twenty seconds")
  void requests() {
    List<Symbol> many =
        IntStream.range(0, 21).mapToObj(i -> Symbol.parse("COIN" + i + "-USDT")).toList();
    Subscription subscription =
        Venues.builtIn()
            .codec("bybit", new VenueOptions(many, Optional.empty(), 1000))
            .subscription();
    assertThat(subscription.messages()).hasSize(3);
    assertThat(subscription.messages().getLast())
        .isEqualTo("{\"op\":\"subscribe\",\"args\":[\"publicTrade.COIN20USDT\"]}");
    assertThat(subscription.ping()).contains("{\"op\":\"ping\"}");
    assertThat(subscription.pingEvery()).contains(Duration.ofSeconds(20));
  }

  private static String message(String rows) {
    return "{\"topic\":\"publicTrade.BTCUSDT\",\"ts\":1788335009483,\"type\":\"snapshot\",\"data\":["
        + rows
        + "]}";
  }
}
