package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Binance's messages")
class BinanceTest {
  private static final Symbol BTC_USDT = Symbol.parse("BTC-USDT");
  private static final String TRADE =
      """
      {"e":"trade","E":1789295134226,"s":"BTCUSDT","t":388510,"p":"76745.19000000",\
      "q":"0.00065000","T":1789295134225,"m":false,"M":true}\
      """;
  private static final String COMBINED = "{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}";

  @ParameterizedTest
  @DisplayName("bring a trade, raw or combined, with every digit that was written")
  @ValueSource(strings = {TRADE, COMBINED})
  void trade(String message) {
    DecodedFrames decoded = DecodedFrames.of(named(), message);

    assertThat(decoded.trades)
        .containsExactly(
            new Trade(
                new Market(new Venue("binance"), BTC_USDT),
                TradeId.of(388510),
                Price.parse("76745.19"),
                Quantity.parse("0.00065"),
                Side.BUY,
                1_789_295_134_225_000L));
    assertThat(decoded.trades.getFirst().price().text()).isEqualTo("76745.19000000");
    assertThat(decoded.trades.getFirst().quantity().text()).isEqualTo("0.00065000");
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("name the seller as aggressor if the buyer was the maker")
  void aggressor() {
    String sold = TRADE.replace("\"m\":false", "\"m\":true");
    assertThat(DecodedFrames.of(named(), sold).trades.getFirst().side()).isEqualTo(Side.SELL);
  }

  @Test
  @DisplayName("may carry microseconds")
  void microseconds() {
    String precise = TRADE.replace("\"T\":1789295134225", "\"T\":1789295134225678");
    assertThat(DecodedFrames.of(named(), precise).trades.getFirst().exchangeTimeUs())
        .isEqualTo(1_789_295_134_225_678L);
  }

  @Test
  @DisplayName("are decoded with members in any order, unknown members, spaces and escapes")
  void anyOrder() {
    String odd =
        """
        { "M" : {"new":[1,{"t":7}]}, "m":false , "T":1789295134225,"q":"0.00065000",
          "p":"76745.19000000","t":388510,"\\u0073":"BTC\\u0055SDT", "\\u0065":"trade" }\
        """;
    assertThat(DecodedFrames.of(named(), odd).trades)
        .isEqualTo(DecodedFrames.of(named(), TRADE).trades);
    String dataFirst = "{\"data\":" + odd + ",\"stream\":\"btcusdt@trade\"}";
    assertThat(DecodedFrames.of(named(), dataFirst).trades)
        .isEqualTo(DecodedFrames.of(named(), TRADE).trades);
  }

  @Test
  @DisplayName("may switch between raw and combined from one to the next")
  void mixed() {
    DecodedFrames decoded = DecodedFrames.of(named(), TRADE, COMBINED, TRADE);
    assertThat(decoded.trades).hasSize(3);
    assertThat(decoded.bad).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("of other channels are ignored")
  @ValueSource(
      strings = {
        "{\"u\":4,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}",
        "{\"lastUpdateId\":160,\"bids\":[[\"0.0024\",\"10\"]],\"asks\":[]}",
        "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"b\":[],\"a\":[]}",
        "{\"e\":\"aggTrade\",\"s\":\"X\",\"a\":1,\"p\":\"-1\",\"q\":0,\"T\":\"x\",\"m\":3}",
        "{\"e\":\"kline\",\"s\":\"BTCUSDT\",\"k\":{\"t\":1,\"T\":2,\"s\":\"BTCUSDT\"}}",
        "{\"e\":\"24hrTicker\",\"s\":\"BTCUSDT\",\"p\":\"-0.5\",\"P\":\"-1\",\"q\":\"0\"}",
        "{\"e\":\"blockTrade\",\"E\":1,\"s\":\"BNBBTC\",\"t\":582,\"p\":\"0.05\",\"q\":\"58\"}",
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\"}}",
        "{\"stream\":\"!miniTicker@arr\",\"data\":[{\"e\":\"24hrMiniTicker\"}]}"
      })
  void otherChannels(String message) {
    assertThat(DecodedFrames.of(named(), message).nothing()).isTrue();
  }

  @ParameterizedTest
  @DisplayName("announce a shutdown")
  @ValueSource(
      strings = {
        "{\"e\":\"serverShutdown\",\"E\":1770123456789}",
        "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":17701234}}"
      })
  void shutdown(String message) {
    DecodedFrames decoded = DecodedFrames.of(named(), message);
    assertThat(decoded.notices).hasSize(1);
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("confirm the subscription when every request is acknowledged")
  void acknowledged() {
    DecodedFrames one = DecodedFrames.of(asking(1), "{\"result\":null,\"id\":1}");
    assertThat(one.confirmations).isEqualTo(1);
    assertThat(one.bad).isEmpty();

    assertThat(DecodedFrames.of(asking(300), "{\"result\":null,\"id\":1}").confirmations).isZero();
    assertThat(
            DecodedFrames.of(
                    asking(300), "{\"id\":2,\"result\":null}", "{\"result\":null,\"id\":1}")
                .confirmations)
        .isEqualTo(1);
  }

  @Test
  @DisplayName("confirm the subscription with the first trade, if it comes before the answer")
  void confirmedByData() {
    DecodedFrames decoded = DecodedFrames.of(asking(1), TRADE, TRADE, "{\"result\":null,\"id\":1}");
    assertThat(decoded.confirmations).isEqualTo(1);
    assertThat(decoded.trades).hasSize(2);
  }

  @ParameterizedTest
  @DisplayName("that answer a request that was never sent are unknown")
  @ValueSource(
      strings = {
        "{\"result\":null,\"id\":2}",
        "{\"result\":null,\"id\":\"1\"}",
        "{\"result\":null}",
        "{\"result\":null,\"id\":null}",
        "{\"result\":[\"btcusdt@trade\"],\"id\":1}",
        "{\"result\":null,\"id\":64}",
        "{\"result\":null,\"id\":65}",
        "{\"result\":null,\"id\":-1}"
      })
  void strangeAnswers(String message) {
    DecodedFrames decoded = DecodedFrames.of(asking(1), message);
    assertThat(decoded.confirmations).isZero();
    assertThat(decoded.bad).containsExactly(BadInput.UNKNOWN_MESSAGE);
  }

  @ParameterizedTest
  @DisplayName("refuse a subscription in one of two shapes")
  @ValueSource(
      strings = {
        "{\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":1}",
        "{\"code\":2,\"msg\":\"Invalid request: too many parameters\"}",
        "{\"error\":{\"code\":2,\"msg\":\"Invalid request: too many parameters\"},\"id\":1}"
      })
  void refused(String message) {
    DecodedFrames decoded = DecodedFrames.of(asking(1), message);
    assertThat(decoded.refusals).containsExactly("2 Invalid request: too many parameters");
    assertThat(decoded.confirmations).isZero();
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @DisplayName("that are bad are told apart by reason")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"p\":\"76745.19000000\" | \"p\":\"-76745.19\"              | NOT_POSITIVE",
        "\"p\":\"76745.19000000\" | \"p\":\"0.00\"                   | NOT_POSITIVE",
        "\"p\":\"76745.19000000\" | \"p\":\"NaN\"                    | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"1e400\"                  | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"1234567890123456.789\"   | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"0.0000000000000000001\"  | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"\"                       | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\" 1\"                     | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"1,5\"                    | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":\"\u0663\"                      | BAD_NUMBER",
        "\"p\":\"76745.19000000\" | \"p\":76745.19                   | WRONG_SHAPE",
        "\"p\":\"76745.19000000\" | \"p\":null                       | WRONG_SHAPE",
        "\"p\":\"76745.19000000\" | \"p\":[\"1\"]                    | WRONG_SHAPE",
        "\"p\":\"76745.19000000\" | \"p\":NaN                        | MALFORMED",
        "\"q\":\"0.00065000\"     | \"q\":\"0\"                      | NOT_POSITIVE",
        "\"q\":\"0.00065000\"     | \"q\":\"Infinity\"               | BAD_NUMBER",
        "\"t\":388510             | \"t\":\"388510\"                 | WRONG_SHAPE",
        "\"t\":388510             | \"t\":-1                         | WRONG_SHAPE",
        "\"t\":388510             | \"t\":1.5                        | WRONG_SHAPE",
        "\"t\":388510             | \"t\":1e3                        | WRONG_SHAPE",
        "\"t\":388510             | \"t\":9223372036854775807        | BAD_NUMBER",
        "\"t\":388510             | \"t\":1e400                      | BAD_NUMBER",
        "\"T\":1789295134225      | \"T\":1789295134                 | BAD_TIME",
        "\"T\":1789295134225      | \"T\":-1789295134225             | BAD_TIME",
        "\"T\":1789295134225      | \"T\":0                          | BAD_TIME",
        "\"T\":1789295134225      | \"T\":99999999999999             | BAD_TIME",
        "\"T\":1789295134225      | \"T\":1789295134225000000        | BAD_TIME",
        "\"T\":1789295134225      | \"T\":\"1789295134225\"          | WRONG_SHAPE",
        "\"T\":1789295134225      | \"T\":1789295134225.5            | WRONG_SHAPE",
        "\"m\":false              | \"m\":0                          | WRONG_SHAPE",
        "\"m\":false              | \"m\":\"false\"                  | WRONG_SHAPE",
        "\"s\":\"BTCUSDT\"        | \"s\":\"DOGEUSDT\"               | UNKNOWN_SYMBOL",
        "\"s\":\"BTCUSDT\"        | \"s\":\"btcusdt\"                | UNKNOWN_SYMBOL",
        "\"s\":\"BTCUSDT\"        | \"s\":\"BTCUSD\u0422\"                | UNKNOWN_SYMBOL",
        "\"s\":\"BTCUSDT\"        | \"s\":7                          | WRONG_SHAPE",
        "\"e\":\"trade\"          | \"e\":\"tradeX\"                 | UNKNOWN_MESSAGE",
        "\"e\":\"trade\"          | \"e\":7                          | WRONG_SHAPE",
        "\"M\":true               | \"X\":\"MARKET\"                 | WRONG_SHAPE",
        "\"M\":true               | \"st\":1                         | WRONG_SHAPE",
        "\"M\":true               | \"p\":\"1\"                      | WRONG_SHAPE",
        "\"M\":true               | \"e\":\"trade\"                  | WRONG_SHAPE",
        "\"M\":true               | \"data\":{\"p\":\"1\"}           | WRONG_SHAPE",
        "\"M\":true               | \"M\":truth                      | MALFORMED"
      })
  void bad(String part, String instead, BadInput reason) {
    for (String message : List.of(TRADE, COMBINED)) {
      String damaged = message.replace(part, instead);
      assertThat(damaged).isNotEqualTo(message);
      DecodedFrames decoded = DecodedFrames.of(named(), damaged);
      // Inside another "data", "data" is one more key that means nothing.
      boolean harmless = message.equals(COMBINED) && instead.startsWith("\"data\"");
      assertThat(decoded.trades).hasSize(harmless ? 1 : 0);
      assertThat(decoded.bad).containsExactlyElementsOf(harmless ? List.of() : List.of(reason));
    }
  }

  @ParameterizedTest
  @DisplayName("without one of a trade's fields have the wrong shape")
  @ValueSource(strings = {"e", "s", "t", "p", "q", "T", "m"})
  void missing(String key) {
    String message = TRADE.replaceFirst("\"" + key + "\":", "\"other\":");
    assertThat(DecodedFrames.of(named(), message).bad).containsExactly(BadInput.WRONG_SHAPE);
    String combined = "{\"stream\":\"btcusdt@trade\",\"data\":" + message + "}";
    assertThat(DecodedFrames.of(named(), combined).bad).containsExactly(BadInput.WRONG_SHAPE);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("that are no messages are told apart too")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                     | MALFORMED",
        "<html>502</html>       | MALFORMED",
        "{\"e\":\"trade\"} x    | MALFORMED",
        "{\"e\":\"trade\",}     | MALFORMED",
        "null                   | WRONG_SHAPE",
        "42                     | WRONG_SHAPE",
        "\"trade\"              | WRONG_SHAPE",
        "[]                     | WRONG_SHAPE",
        "{}                     | UNKNOWN_MESSAGE",
        "{\"hello\":1}          | UNKNOWN_MESSAGE",
        "{\"e\":\"trade\"}      | WRONG_SHAPE",
        "{\"stream\":\"btcusdt@trade\",\"data\":7} | WRONG_SHAPE"
      })
  void notMessages(String message, BadInput reason) {
    assertThat(DecodedFrames.of(named(), message).bad).containsExactly(reason);
  }

  @Test
  @DisplayName("cut anywhere bring no trade, and are malformed")
  void cutAnywhere() {
    for (String message : List.of(TRADE, COMBINED)) {
      for (int length = 0; length < message.length(); length++) {
        DecodedFrames decoded = DecodedFrames.of(named(), message.substring(0, length));
        assertThat(decoded.trades).isEmpty();
        assertThat(decoded.bad).containsExactly(BadInput.MALFORMED);
      }
    }
  }

  @Test
  @DisplayName("of enormous size or depth are refused, and the decoder continues")
  void monsters() {
    FrameDecoder decoder = named();
    String digits = TRADE.replace("76745.19000000", "9".repeat(1_000_000));
    String symbol = TRADE.replace("BTCUSDT", "B".repeat(1_000_000));
    String depth = "{\"a\":".repeat(100_000);
    String wide = "{" + "\"a\":1,".repeat(100_000) + "\"e\":\"trade\"}";

    DecodedFrames decoded = DecodedFrames.of(decoder, digits, symbol, depth, wide, TRADE);

    assertThat(decoded.bad)
        .containsExactly(
            BadInput.BAD_NUMBER, BadInput.UNKNOWN_SYMBOL, BadInput.MALFORMED, BadInput.WRONG_SHAPE);
    assertThat(decoded.trades).hasSize(1);
  }

  @Test
  @DisplayName("that are bad name their market if it is known")
  void badMarket() {
    DecodedFrames decoded =
        DecodedFrames.of(named(), TRADE.replace("76745", "-76745"), TRADE.replace("BTCUSDT", "X"));
    assertThat(decoded.badSymbols).containsExactly(Optional.of(BTC_USDT), Optional.empty());
  }

  private static FrameDecoder named() {
    return Venues.builtIn()
        .codec(
            "binance",
            new VenueOptions(
                List.of(BTC_USDT),
                Optional.of(URI.create("ws://localhost/ws/btcusdt@trade")),
                1000))
        .decoder();
  }

  /** A decoder whose line asked for so many markets by request. */
  private static FrameDecoder asking(int markets) {
    List<Symbol> symbols =
        IntStream.range(0, markets)
            .mapToObj(i -> i == 0 ? BTC_USDT : new Symbol("C" + i, "USDT"))
            .collect(Collectors.toList());
    return Venues.builtIn()
        .codec("binance", new VenueOptions(symbols, Optional.empty(), 1000))
        .decoder();
  }
}
