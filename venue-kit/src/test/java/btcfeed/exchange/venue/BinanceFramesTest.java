package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.RecordedFrames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Real frames of Binance")
class BinanceFramesTest {
  private static final RecordedFrames FRAMES = RecordedFrames.of("binance");

  @Test
  @DisplayName("decode to exactly the trades in them")
  void exactly() {
    List<Path> recordings = FRAMES.withExpectation("trade");
    assertThat(recordings).isNotEmpty();
    for (Path recording : recordings) {
      DecodedFrames decoded = decode(recording);
      List<Trade> expected =
          RecordedFrames.expected(recording).stream().map(BinanceFramesTest::trade).toList();
      assertThat(expected).isNotEmpty();
      assertThat(decoded.trades).as("%s", recording).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("are never bad, whatever channel they are of")
  void neverBad() {
    List<Path> recordings = FRAMES.all();
    assertThat(recordings).isNotEmpty();
    for (Path recording : recordings) {
      assertThat(RecordedFrames.frames(recording)).as("%s", recording).isNotEmpty();
      assertThat(decode(recording).bad).as("%s", recording).isEmpty();
    }
  }

  @Test
  @DisplayName("cut at any byte bring no trade")
  void cutAnywhere() {
    for (Path recording : FRAMES.all()) {
      FrameDecoder decoder = decoder();
      List<Trade> invented = new ArrayList<>();
      for (String frame : RecordedFrames.frames(recording)) {
        for (int length = 0; length < frame.length(); length++) {
          invented.addAll(DecodedFrames.of(decoder, frame.substring(0, length)).trades);
        }
      }
      assertThat(invented).as("%s", recording).isEmpty();
    }
  }

  private static DecodedFrames decode(Path recording) {
    return DecodedFrames.of(decoder(), RecordedFrames.frames(recording).toArray(String[]::new));
  }

  private static FrameDecoder decoder() {
    List<Symbol> symbols = List.of(Symbol.parse("BTC-USDT"), Symbol.parse("BNB-USDT"));
    return Venues.builtIn()
        .codec("binance", new VenueOptions(symbols, Optional.empty(), 1_000_000))
        .decoder();
  }

  private static Trade trade(String expectation) {
    return new Trade(
        new Market(new Venue("binance"), Symbol.parse(field(expectation, "symbol"))),
        TradeId.of(field(expectation, "tradeId")),
        Price.parse(field(expectation, "price")),
        Quantity.parse(field(expectation, "qty")),
        Side.parse(field(expectation, "side").toLowerCase(Locale.ROOT)),
        Long.parseLong(field(expectation, "timeMicros")));
  }

  private static String field(String json, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    assertThat(value.find()).as("%s in %s", name, json).isTrue();
    return value.group(1);
  }
}
