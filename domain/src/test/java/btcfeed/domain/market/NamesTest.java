package btcfeed.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Names of the market")
class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BTC-USD",
        "BTC-USDT",
        "1INCH-EUR",
        "BTC-USD1",
        "T-USD",
        "BTC-ABCDEFGHIJKLMNOPQRST"
      })
  @DisplayName("a symbol reads as it is written")
  void symbolsReadAsWritten(String text) {
    assertThat(Symbol.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "BTC",
        "BTCUSDT",
        "btc-usdt",
        "BTC-",
        "-USD",
        "BTC-USD-T",
        "BTC/USD",
        "BTC-USD ",
        "BTC-USD\n",
        "BTC-ABCDEFGHIJKLMNOPQRSTU",
        "BTC:USD-USD",
        "BTC{-USD",
        "BTC-USD\u202E",
        "B\u00DC-USD"
      })
  @DisplayName("what is not BASE-QUOTE in capitals is refused, with an example of what is")
  void otherSymbolsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Symbol.parse(text))
        .withMessageContaining("BTC-USDT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u5E01\u5B89\u4EBA\u751F-USDT", "B:C-USD", "BTC-usd", "\uD835\uDC00-USD"})
  @DisplayName("the message names the first character that is not taken")
  void namesTheCharacter(String text) {
    String first =
        text.codePoints()
            .filter(c -> !(c == '-' || (c >= 'A' && c <= 'Z')))
            .mapToObj(Character::toString)
            .findFirst()
            .orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Symbol.parse(text))
        .withMessageContaining("'" + first + "' in ")
        .withMessageContaining("is not taken");
  }

  @Test
  @DisplayName("a refused symbol is quoted in bounded length, without control characters")
  void refusedSymbolsAreQuotedSafely() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Symbol.parse("\u001b[31m\n" + "A".repeat(1_000_000) + "-USD"))
        .satisfies(
            e ->
                assertThat(e)
                    .message()
                    .hasSizeLessThan(300)
                    .matches(said -> said.chars().noneMatch(Character::isISOControl)));
  }

  @Test
  @DisplayName("XBT is another name of BTC, as base and as quote")
  void xbtIsBtc() {
    assertThat(Symbol.parse("XBT-USD")).isEqualTo(Symbol.parse("BTC-USD"));
    assertThat(new Symbol("ETH", "XBT")).hasToString("ETH-BTC");
  }

  @Test
  @DisplayName("USD and USDT are two markets")
  void dollarsAreNotTethers() {
    assertThat(Symbol.parse("BTC-USD")).isNotEqualTo(Symbol.parse("BTC-USDT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"binance", "okx", "crypto-com", "b2"})
  @DisplayName("a venue is named in lower case")
  void venues(String name) {
    assertThat(new Venue(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Binance",
        "2b",
        "-b",
        "b:c",
        "b c",
        "b\n",
        "*",
        "a23456789012345678901234567890123"
      })
  @DisplayName("a venue's name cannot break a key or a metric")
  void badVenues(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Venue(name));
  }

  @Test
  @DisplayName("markets sort by venue, then symbol, and read as both")
  void marketsSort() {
    Market binanceUsd = market("binance", "BTC-USD");
    Market binanceUsdt = market("binance", "BTC-USDT");
    Market krakenEur = market("kraken", "BTC-EUR");

    assertThat(Stream.of(krakenEur, binanceUsdt, binanceUsd).sorted())
        .containsExactly(binanceUsd, binanceUsdt, krakenEur);
    assertThat(binanceUsdt).hasToString("binance:BTC-USDT");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  @DisplayName("a side reads as it is written")
  void sides(Side side) {
    assertThat(Side.parse(side.text())).isEqualTo(side);
  }

  @ParameterizedTest
  @EnumSource(Origin.class)
  @DisplayName("an origin reads as it is written")
  void origins(Origin origin) {
    assertThat(Origin.parse(origin.text())).isEqualTo(origin);
  }

  @Test
  @DisplayName("readers of the stream may rely on the words for sides and origins")
  void wordsOfTheStream() {
    assertThat(Stream.of(Side.values()).map(Side::text))
        .isEqualTo(List.of("buy", "sell", "unknown"));
    assertThat(Stream.of(Origin.values()).map(Origin::text))
        .isEqualTo(List.of("live", "backfill", "recovered"));
    assertThatIllegalArgumentException().isThrownBy(() -> Side.parse("BUY"));
    assertThatIllegalArgumentException().isThrownBy(() -> Origin.parse(""));
  }

  private static Market market(String venue, String symbol) {
    return new Market(new Venue(venue), Symbol.parse(symbol));
  }
}
