package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of coinbase:")
class CoinbaseTest extends VenueCodecContract {
  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Coinbase(),
        Symbol.parse("BTC-USD"),
        "{\"type\":\"match\",\"trade_id\":1081,\"maker_order_id\":\"a\",\"taker_order_id\":\"b\",\"side\":\"sell\",\"size\":\"0.01000000\",\"price\":\"80691.50\",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}",
        "coinbase:BTC-USD 1081 80691.50 0.01000000 buy 1787628957198335",
        List.of(
            "{\"type\":\"match\",\"trade_id\":1081,\"maker_order_id\":\"a\",\"taker_order_id\":\"b\",\"side\":\"sell\",\"size\":\"0.01000000\",\"price\":\"80691.50\",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}",
            "{\"type\":\"match\",\"trade_id\":1082,\"maker_order_id\":\"a\",\"taker_order_id\":\"b\",\"side\":\"sell\",\"size\":\"0.01000000\",\"price\":\"80691.50\",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}"),
        List.of("1081", "1082"),
        "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"matches\",\"product_ids\":[\"BTC-USD\"],\"account_ids\":null}]}",
        "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"BTC-XYZ is not a"
            + " valid product\"}",
        "{\"type\":\"heartbeat\",\"last_trade_id\":1081,\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}",
        List.of(
            "{\"type\":\"last_match\",\"trade_id\":1080,\"maker_order_id\":\"a\",\"taker_order_id\":\"b\",\"side\":\"sell\",\"size\":\"0.01000000\",\"price\":\"80691.50\",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}",
            "{\"type\":\"ticker\",\"trade_id\":1080,\"maker_order_id\":\"a\",\"taker_order_id\":\"b\",\"side\":\"sell\",\"size\":\"0.01000000\",\"price\":\"80691.50\",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2026-08-25T03:35:57.198335Z\"}"),
        "\"80691.50\"",
        "\"0.01000000\"",
        "1081",
        "\"2026-08-25T03:35:57.198335Z\"",
        "\"sell\"",
        "\"BTC-USD\"");
  }

  @Test
  @DisplayName("a heartbeat and the trade before the subscription tell which trade is the newest")
  void reached() {
    assertThat(decode(samples().heartbeat()).reached).containsExactly("coinbase:BTC-USD 1081");
    assertThat(decode(samples().other().getFirst()).reached)
        .containsExactly("coinbase:BTC-USD 1080");
    assertThat(decode(samples().heartbeat().replace("1081", "\"x\"")).reached).isEmpty();
  }
}
