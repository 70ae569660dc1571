package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.HostileCodecContract;
import btcfeed.venuekit.HostileInput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of binance:")
class BinanceHostileTest extends HostileCodecContract {
  @Override
  protected String sample() {
    return "{\"e\":\"trade\",\"E\":1770000000001,\"s\":\"BTCUSDT\",\"t\":5000,"
        + "\"p\":\"64000.10\",\"q\":\"0.00100\",\"T\":1770000000000,\"m\":true,\"M\":true}";
  }

  @Override
  protected List<String> fields() {
    return List.of("\"64000.10\"", "\"0.00100\"", "5000", "1770000000000");
  }

  @Override
  protected FrameDecoder hostileDecoder() {
    List<Symbol> symbols = List.of(Symbol.parse("BTC-USDT"));
    return Venues.builtIn()
        .codec("binance", new VenueOptions(symbols, Optional.empty(), HostileInput.LONGEST))
        .decoder();
  }

  @Test
  @DisplayName("a trade stream's message without data is a sign of life, one that is none is bad")
  void combined() {
    for (String data : List.of("{}", "[]", "null")) {
      DecodedFrames decoded =
          DecodedFrames.of(
              hostileDecoder(), "{\"stream\":\"btcusdt@trade\",\"data\":" + data + "}");
      assertThat(decoded.bad).as(data).isEmpty();
      assertThat(decoded.heartbeats).as(data).isEqualTo(1);
    }
    for (String data : List.of("1", "\"x\"", "[1]", "{\"a\":1}")) {
      DecodedFrames decoded =
          DecodedFrames.of(
              hostileDecoder(), "{\"stream\":\"btcusdt@trade\",\"data\":" + data + "}");
      assertThat(decoded.bad).as(data).containsExactly(BadInput.WRONG_SHAPE);
    }
  }

  @Test
  @DisplayName(
      "markets against dollars and with one letter are subscribed to if the operator names them")
  void asked() {
    VenueCodec codec =
        Venues.builtIn()
            .codec(
                "binance",
                new VenueOptions(
                    List.of(Symbol.parse("T-USDT"), Symbol.parse("BTC-USD")),
                    Optional.empty(),
                    1000));
    assertThat(codec.subscription().messages().getFirst())
        .contains("\"tusdt@trade\"", "\"btcusd@trade\"");
  }
}
