package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueSettings;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recording of a venue that is of the protocol its codec speaks, by a part of its name. */
@DisplayName("Real frames of a venue")
class RealFramesTest {
  private static final String VENUES =
      """
      coinbase | btcusd
      coinbase | part1
      kraken   | v2
      """;

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(delimiter = '|', textBlock = VENUES)
  @DisplayName("decode to exactly the trades that are in them")
  void exactly(String venue, String part) {
    for (Path recording : RecordedFrames.of(venue).withExpectation(part)) {
      List<String> expected = RecordedFrames.expected(recording);
      Overheard heard = decode(venue, recording, symbols(expected));

      assertThat(heard.trades)
          .as("%s", recording)
          .isEqualTo(expected.stream().map(RealFramesTest::trade).toList());
      assertThat(heard.bad).as("%s", recording).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(delimiter = '|', textBlock = VENUES)
  @DisplayName("cut at any byte bring nothing")
  void cutAnywhere(String venue, String part) {
    for (Path recording : RecordedFrames.of(venue).withExpectation(part)) {
      FrameDecoder decoder = decoder(venue, symbols(RecordedFrames.expected(recording)));
      for (String frame : RecordedFrames.frames(recording)) {
        for (int length = 0; length < frame.length(); length++) {
          assertThat(Overheard.of(decoder, frame.substring(0, length)).trades)
              .as("%s of %s", frame.substring(0, length), recording)
              .isEmpty();
        }
      }
    }
  }

  private static Overheard decode(String venue, Path recording, List<Symbol> symbols) {
    return Overheard.of(
        decoder(venue, symbols), RecordedFrames.frames(recording).toArray(String[]::new));
  }

  private static FrameDecoder decoder(String venue, List<Symbol> symbols) {
    return Venues.codec(venue, new VenueSettings(symbols, Optional.empty(), 1_000_000)).decoder();
  }

  private static List<Symbol> symbols(List<String> expected) {
    Set<Symbol> symbols = new LinkedHashSet<>(List.of(Symbol.parse("BTC-USD")));
    expected.forEach(trade -> symbols.add(Symbol.parse(field(trade, "symbol"))));
    return List.copyOf(symbols);
  }

  private static Trade trade(String expectation) {
    return new Trade(
        new Market(
            new Venue(field(expectation, "venue")), Symbol.parse(field(expectation, "symbol"))),
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
