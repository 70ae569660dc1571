package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Binance address")
class BinanceStreamsTest {

  @ParameterizedTest
  @DisplayName("without streams gets a subscription to the wanted markets")
  @CsvSource({
    "wss://stream.binance.com:9443,     wss://stream.binance.com:9443/ws",
    "wss://stream.binance.com:9443/,    wss://stream.binance.com:9443/ws",
    "wss://stream.binance.com:9443/ws,  wss://stream.binance.com:9443/ws",
    "ws://127.0.0.1:80/stream,          ws://127.0.0.1:80/stream",
    "ws://host?timeUnit=MICROSECOND,    ws://host/ws?timeUnit=MICROSECOND",
    "wss://gateway.example/binance/ws,  wss://gateway.example/binance/ws"
  })
  void asks(String address, String connects) {
    VenueCodec endpoint = endpoint(address, "BTC-USDT", "ETH-EUR");

    assertThat(endpoint.symbols()).containsExactlyElementsOf(symbols("BTC-USDT", "ETH-EUR"));
    assertThat(endpoint.subscription().uri()).isEqualTo(URI.create(connects));
    assertThat(endpoint.subscription().messages())
        .containsExactly(
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"etheur@trade\"],\"id\":1}");
    assertThat(endpoint.subscription().confirmedByHandshake()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("with streams is used as it is, and nothing is sent")
  @CsvSource({
    "wss://host/ws/btcusdt@trade,                              BTC-USDT",
    "wss://host/ws/btcusdt@trade/ethbtc@trade,                 BTC-USDT ETH-BTC",
    "wss://host/ws/btcusdt@trade?timeUnit=MICROSECOND,         BTC-USDT",
    "wss://host/stream?streams=btcusdt@trade/btcfdusd@trade,   BTC-USDT BTC-FDUSD",
    "wss://host/stream?timeUnit=MICROSECOND&streams=BTCUSDT@trade, BTC-USDT",
    "wss://host/ws/btcusdt@bookTicker/btcusdt@trade,           BTC-USDT",
    "wss://host/ws/btcusd@trade,                               BTC-USD"
  })
  void named(String address, String markets) {
    VenueCodec endpoint = endpoint(address, "BTC-USD", "BTC-USDT");

    assertThat(endpoint.symbols()).containsExactlyElementsOf(symbols(markets.split(" ")));
    assertThat(endpoint.subscription().uri()).isEqualTo(URI.create(address));
    assertThat(endpoint.subscription().confirmedByHandshake()).isTrue();
  }

  @Test
  @DisplayName("prefers the configured symbols when it splits a name")
  void configuredSpelling() {
    assertThat(endpoint("wss://host/ws/abcdusdt@trade", "ABC-DUSDT").symbols())
        .containsExactly(Symbol.parse("ABC-DUSDT"));
    assertThat(endpoint("wss://host/ws/abcdusdt@trade", "BTC-USDT").symbols())
        .containsExactly(Symbol.parse("ABCD-USDT"));
  }

  @Test
  @DisplayName("is asked in as few requests as the venue's limits allow")
  void manyMarkets() {
    List<Symbol> many = many(600);
    VenueCodec endpoint = codec(many, Optional.empty());

    assertThat(endpoint.subscription().messages())
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.length()).isLessThan(8_000))
        .last()
        .asString()
        .endsWith("\"id\":3}");
    assertThatThrownBy(() -> codec(many(1025), Optional.empty()))
        .hasMessageContaining("1024")
        .hasMessageContaining("1025");
  }

  @Test
  @DisplayName(
      "subscribes to every market that the operator names, and to the listed default markets")
  void asked() {
    assertThat(endpoint("wss://host", "BTC-USD", "ETH-USD").symbols())
        .containsExactly(Symbol.parse("BTC-USD"), Symbol.parse("ETH-USD"));
    assertThat(endpoint("wss://host", "BTC-USD", "BTC-USDT").symbols())
        .containsExactly(Symbol.parse("BTC-USDT"));
  }

  @Test
  @DisplayName("is refused if it names streams but no trades")
  void noTradeStream() {
    assertThatThrownBy(() -> endpoint("wss://host/ws/btcusdt@bookTicker", "BTC-USDT"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("btcusdt@bookTicker")
        .hasMessageContaining("btcusdt@trade");
  }

  @Test
  @DisplayName("is refused if the market in it is not clear")
  void unknownSpelling() {
    assertThatThrownBy(() -> endpoint("wss://host/ws/foobar@trade", "BTC-USDT"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("foobar@trade");
  }

  @ParameterizedTest
  @DisplayName("is refused if it is not a WebSocket address")
  @ValueSource(
      strings = {"https://stream.binance.com", "stream.binance.com:9443", "ws:///ws", "/ws"})
  void notWebSocket(String address) {
    assertThatThrownBy(() -> endpoint(address, "BTC-USDT"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wss://");
  }

  private static VenueCodec endpoint(String address, String... wanted) {
    return codec(symbols(wanted), Optional.of(URI.create(address.strip())));
  }

  private static VenueCodec codec(List<Symbol> wanted, Optional<URI> address) {
    return new Binance().codec(new VenueOptions(wanted, address, 1_000));
  }

  private static List<Symbol> symbols(String... texts) {
    return Arrays.stream(texts).map(Symbol::parse).toList();
  }

  private static List<Symbol> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Symbol("C" + i, "USDT")).toList();
  }
}
