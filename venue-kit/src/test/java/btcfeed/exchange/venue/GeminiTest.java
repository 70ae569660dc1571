package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of gemini:")
class GeminiTest extends VenueCodecContract {
  private static final String TRADE =
      "{\"type\":\"trade\",\"symbol\":\"BTCUSD\",\"event_id\":122258166738,\"timestamp\":1655330221424,\"price\":\"22269.140\",\"quantity\":\"0.00004473\",\"side\":\"buy\"}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Gemini(),
        Symbol.parse("BTC-USD"),
        TRADE,
        "gemini:BTC-USD 122258166738 22269.140 0.00004473 buy 1655330221424000",
        List.of(TRADE, TRADE.replace("166738", "166751")),
        List.of("122258166738", "122258166751"),
        "{\"type\":\"l2_updates\",\"symbol\":\"BTCUSD\",\"changes\":[[\"buy\",\"22268.00\",\"0.1\"]],\"trades\":["
            + TRADE
            + "],\"auction_events\":[]}",
        "{\"result\":\"error\",\"reason\":\"InvalidSymbol\",\"message\":\"no such symbol\"}",
        "{\"type\":\"heartbeat\",\"timestamp\":1624493666869}",
        List.of("{\"type\":\"auction_indicative\",\"symbol\":\"BTCUSD\"}"),
        "\"22269.140\"",
        "\"0.00004473\"",
        "122258166738",
        "1655330221424",
        "\"buy\"",
        "\"BTCUSD\"");
  }

  @Test
  @DisplayName("the first book confirms, its trades are old, and later books have no effect")
  void books() {
    String later = "{\"type\":\"l2_updates\",\"symbol\":\"BTCUSD\",\"changes\":[]}";
    DecodedFrames decoded = decode(samples().acknowledgement(), later, later);
    assertThat(decoded.confirmations).isEqualTo(1);
    assertThat(decoded.trades).isEmpty();
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("a block trade has no side")
  void block() {
    assertThat(decode(TRADE.replace("\"buy\"", "\"block\"")).trades.getFirst().side())
        .isEqualTo(Side.UNKNOWN);
  }
}
