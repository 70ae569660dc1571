package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of bitvavo:")
class BitvavoTest extends VenueCodecContract {
  private static final String TRADE =
      "{\"event\":\"trade\",\"timestamp\":1788336082402,\"market\":\"BTC-EUR\",\"id\":\"57b1159b-6bf5-4cde-9e2c-6bd6a5678baf\",\"amount\":\"0.00123456\",\"price\":\"66512.0\",\"side\":\"sell\"}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Bitvavo(),
        Symbol.parse("BTC-EUR"),
        TRADE,
        "bitvavo:BTC-EUR 57b1159b-6bf5-4cde-9e2c-6bd6a5678baf 66512.0 0.00123456 sell"
            + " 1788336082402000",
        List.of(TRADE, TRADE.replace("57b1159b", "57b1159c")),
        List.of("57b1159b-6bf5-4cde-9e2c-6bd6a5678baf", "57b1159c-6bf5-4cde-9e2c-6bd6a5678baf"),
        "{\"event\":\"subscribed\",\"subscriptions\":{\"trades\":[\"BTC-EUR\"]}}",
        "{\"action\":\"subscribe\",\"errorCode\":205,\"error\":\"market parameter is invalid.\"}",
        "",
        List.of(),
        "\"66512.0\"",
        "\"0.00123456\"",
        "\"57b1159b-6bf5-4cde-9e2c-6bd6a5678baf\"",
        "1788336082402",
        "\"sell\"",
        "\"BTC-EUR\"");
  }

  @Override
  protected boolean listsDefaultMarkets() {
    return false;
  }

  @Test
  @DisplayName("a refusal has its code and its reason")
  void reason() {
    assertThat(decode(samples().refusal()).refusals)
        .containsExactly("205 market parameter is invalid.");
  }

  @Test
  @DisplayName("there is one request for all listed markets")
  void request() {
    assertThat(codec().subscription().messages())
        .containsExactly(
            "{\"action\":\"subscribe\",\"channels\":[{\"name\":\"trades\",\"markets\":[\"BTC-EUR\"]}]}");
  }
}
