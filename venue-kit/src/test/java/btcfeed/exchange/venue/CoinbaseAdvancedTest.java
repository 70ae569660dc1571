package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of coinbase-advanced:")
class CoinbaseAdvancedTest extends VenueCodecContract {
  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new CoinbaseAdvanced(),
        Symbol.parse("BTC-USD"),
        "{\"channel\":\"market_trades\",\"client_id\":\"\",\"timestamp\":\"2026-08-25T03:35:58.588696693Z\",\"sequence_num\":2,\"events\":[{\"type\":\"update\",\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"1081\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"}]}]}",
        "coinbase-advanced:BTC-USD 1081 80691.50 0.01000000 sell 1787628957198335",
        List.of(
            "{\"channel\":\"market_trades\",\"client_id\":\"\",\"timestamp\":\"2026-08-25T03:35:58.588696693Z\",\"sequence_num\":2,\"events\":[{\"type\":\"update\",\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"1083\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"},{\"product_id\":\"BTC-USD\",\"trade_id\":\"1082\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"},{\"product_id\":\"BTC-USD\",\"trade_id\":\"1081\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"}]}]}"),
        List.of("1081", "1082", "1083"),
        "{\"channel\":\"subscriptions\",\"timestamp\":\"2026-08-25T03:35:58.588696693Z\",\"sequence_num\":1,\"events\":[{\"subscriptions\":{\"market_trades\":[\"BTC-USD\"]}}]}",
        "{\"type\":\"error\",\"message\":\"BTC-XYZ is not a valid product\"}",
        "{\"channel\":\"heartbeats\",\"timestamp\":\"2026-08-25T03:35:58.588696693Z\",\"sequence_num\":3,\"events\":[{\"current_time\":\"x\",\"heartbeat_counter\":\"7\"}]}",
        List.of(
            "{\"channel\":\"market_trades\",\"client_id\":\"\",\"timestamp\":\"2026-08-25T03:35:58.588696693Z\",\"sequence_num\":2,\"events\":[{\"type\":\"snapshot\",\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"1080\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"},{\"product_id\":\"BTC-USD\",\"trade_id\":\"1079\",\"price\":\"80691.50\",\"size\":\"0.01000000\",\"time\":\"2026-08-25T03:35:57.198335Z\",\"side\":\"BUY\"}]}]}"),
        "\"80691.50\"",
        "\"0.01000000\"",
        "\"1081\"",
        "\"2026-08-25T03:35:57.198335Z\"",
        "\"BUY\"",
        "\"BTC-USD\"");
  }

  @Test
  @DisplayName("a missing number is a lost message, and a snapshot announces the trades before")
  void numbered() {
    String trade = samples().trade();
    String heartbeat = samples().heartbeat();
    assertThat(decode(trade, heartbeat).bad).isEmpty();
    assertThat(decode(trade, heartbeat.replace("\"sequence_num\":3", "\"sequence_num\":5")).bad)
        .containsExactly(BadInput.LOST);
    assertThat(decode(samples().other().getFirst()).reached)
        .contains("coinbase-advanced:BTC-USD 1080");
  }
}
