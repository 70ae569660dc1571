package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of kraken:")
class KrakenTest extends VenueCodecContract {
  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Kraken(),
        Symbol.parse("BTC-USD"),
        "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1081,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"}]}",
        "kraken:BTC-USD 1081 80691.50 0.01000000 buy 1787628957198335",
        List.of(
            "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1081,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"},{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1082,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"},{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1083,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"}]}"),
        List.of("1081", "1082", "1083"),
        "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"snapshot\":false,\"symbol\":\"BTC/USD\"},\"success\":true,\"time_in\":\"2026-09-14T18:32:25.133594Z\",\"time_out\":\"2026-09-14T18:32:25.133649Z\"}",
        "{\"error\":\"Currency pair not supported"
            + " BTC/XYZ\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"BTC/XYZ\"}",
        "{\"channel\":\"heartbeat\"}",
        List.of(
            "{\"channel\":\"trade\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1079,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"},{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":80691.50,\"qty\":0.01000000,\"ord_type\":\"limit\",\"trade_id\":1080,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"}]}",
            "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"online\"}]}"),
        "80691.50",
        "0.01000000",
        "1081",
        "\"2026-08-25T03:35:57.198335Z\"",
        "\"buy\"",
        "\"BTC/USD\"");
  }

  @Test
  @DisplayName("a status other than online is a planned close once the subscription is confirmed")
  void status() {
    assertThat(decode(samples().acknowledgement(), status("maintenance")).notices)
        .containsExactly("maintenance");
    assertThat(decode(samples().trade(), status("cancel_only")).notices)
        .containsExactly("cancel_only");
    assertThat(decode(samples().trade(), status("online")).notices).isEmpty();
  }

  @Test
  @DisplayName("a status before the subscription is confirmed has no effect")
  void statusBefore() {
    assertThat(decode(status("maintenance")).nothing()).isTrue();
  }

  private static String status(String system) {
    return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\""
        + system
        + "\",\"api_version\":\"v2\",\"connection_id\":1}]}";
  }
}
