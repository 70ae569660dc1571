package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A refused subscription")
class RefusalClassifierTest {
  @ParameterizedTest
  @DisplayName("is lasting if the venue states that the market does not exist")
  @ValueSource(
      strings = {
        "subscribe Invalid symbol :[publicTrade.BTCXYZ]",
        "Currency pair not supported BTC/XYZ",
        "Failed to subscribe BTC-XYZ is not a valid product",
        "bad-request invalid topic market.btcxyz.trade.detail",
        "404 topic /market/match:BTC-XYZ is not found",
        "60018 Wrong URL or channel:trades,instId:BTC-XYZ doesn't exist.",
        "2 unknown currency pair: BTC_XYZ",
        "40004 Unknown symbol",
        "10300 symbol: invalid",
        "EQuery:Unknown asset pair",
        "205 market parameter is invalid.",
        "205 market parameter BTC-XYZ is invalid."
      })
  void lasting(String text) {
    assertThat(RefusalClassifier.kind(text)).isEqualTo(Refusal.LASTING);
  }

  @ParameterizedTest
  @DisplayName("is passing if the venue is busy, limits the rate, or is unclear")
  @ValueSource(
      strings = {
        "Too many requests. Please try again later.",
        "Exceeded msg rate",
        "509 exceed max permits per second",
        "invalid symbol: symbol data is temporarily unavailable",
        "2 Invalid request: request rate limit",
        "Not Subscribed successfully! [spot@public.deals.v3.api@BTCUSDT].  Reason: Blocked! ",
        "internal error",
        "no reason given",
        ""
      })
  void passing(String text) {
    assertThat(RefusalClassifier.kind(text)).isEqualTo(Refusal.PASSING);
  }
}
