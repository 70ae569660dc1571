package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.RecoveredTrades;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of bitfinex:")
class BitfinexTest extends VenueCodecContract {
  private static final String SUBSCRIBED =
      "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":3317,\"symbol\":\"tBTCUSD\",\"pair\":\"BTCUSD\"}";
  private static final String TRADE = "[3317,\"te\",[1966969153,1788336976468,0.0001294,77531.50]]";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Bitfinex(),
        Symbol.parse("BTC-USD"),
        TRADE,
        "bitfinex:BTC-USD 1966969153 77531.50 0.0001294 buy 1788336976468000",
        List.of(TRADE, TRADE.replace("69153", "69160")),
        List.of("1966969153", "1966969160"),
        SUBSCRIBED,
        "{\"event\":\"error\",\"msg\":\"symbol: invalid\",\"code\":10300}",
        "[3317,\"hb\"]",
        List.of(
            "[3317,[[1966954107,1788335061659,0.00183304,77687],[1966954096,1788335051273,-0.01759454,77669]]]",
            "[3317,[]]",
            TRADE.replace("te", "tu"),
            "{\"event\":\"info\",\"version\":2,\"serverId\":\"s\",\"platform\":{\"status\":1}}",
            "{\"event\":\"info\",\"version\":2,\"serverId\":\"s\",\"platform\":{\"status\":0}}",
            "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":65536}"),
        "77531.50",
        "0.0001294",
        "1966969153",
        "1788336976468",
        "",
        "3317");
  }

  @Override
  protected FrameDecoder decoder() {
    FrameDecoder decoder = codec().decoder();
    DecodedFrames.of(decoder, SUBSCRIBED);
    return decoder;
  }

  @Override
  protected String without(String trade, String part) {
    return trade.replace(part + ",", "").replace("," + part, "");
  }

  @Override
  @Test
  @DisplayName("the subscription is confirmed once, when every channel has its number")
  protected void confirmed() {
    FrameDecoder two = codec(List.of(Symbol.parse("BTC-USD"), Symbol.parse("BTC-USDT"))).decoder();
    assertThat(DecodedFrames.of(two, SUBSCRIBED, TRADE, "[3317,\"hb\"]").confirmations).isZero();
    String other = SUBSCRIBED.replace("3317", "3318").replace("tBTCUSD", "tBTCUST");
    assertThat(DecodedFrames.of(two, other, TRADE, SUBSCRIBED).confirmations).isEqualTo(1);
  }

  @Override
  protected FrameDecoder hostileDecoder() {
    return decoder();
  }

  @Test
  @DisplayName("a trade without elements is a sign of life, and nothing is missing")
  void noElements() {
    for (String trade : List.of("[]", "null")) {
      DecodedFrames decoded = decode("[3317,\"te\"," + trade + "]");
      assertThat(decoded.bad).as(trade).isEmpty();
      assertThat(decoded.heartbeats).as(trade).isEqualTo(1);
    }
    assertThat(decode("[3317,\"te\",[1]]").bad).containsExactly(BadInput.WRONG_SHAPE);
    assertThat(decode("[3317,\"te\"]").bad).containsExactly(BadInput.WRONG_SHAPE);
  }

  @Test
  @DisplayName(
      "of a cut trade the id is recovered once it is complete, and the trade once its bracket is"
          + " closed")
  void cutTrade() {
    FrameDecoder decoder = decoder();
    Trade whole = DecodedFrames.of(decoder, TRADE).trades.getFirst();
    int named = TRADE.indexOf(",1788");
    int closed = TRADE.indexOf("]]");
    for (int length = 0; length < TRADE.length(); length++) {
      RecoveredTrades left =
          RecoveredTrades.of(decoder, bytes(TRADE.substring(0, length)), /* binary= */ false);
      boolean name = length > named && length <= closed;
      assertThat(left.cut).as("%s", length).hasSize(name ? 1 : 0);
      assertThat(left.trades).isEqualTo(length > closed ? List.of(whole) : List.of());
      assertThat(left.cut).allMatch("bitfinex:BTC-USD 1966969153"::equals);
    }
  }

  @Test
  @DisplayName("nothing is recovered from an unknown channel, nor from a bad trade")
  void nothingLeft() {
    String cut = TRADE.substring(0, TRADE.length() - 1);
    RecoveredTrades unannounced =
        RecoveredTrades.of(codec().decoder(), bytes(cut), /* binary= */ false);
    assertThat(unannounced.trades).isEmpty();
    assertThat(unannounced.cut).isEmpty();
    RecoveredTrades bad =
        RecoveredTrades.of(
            decoder(), bytes(cut.replace("77531.50", "-77531.50")), /* binary= */ false);
    assertThat(bad.trades).isEmpty();
    assertThat(bad.cut).isEmpty();
  }

  @Test
  @DisplayName("an amount below zero is a sale, and an exponent keeps its digits")
  void sale() {
    DecodedFrames decoded = decode(TRADE.replace("0.0001294", "-1.8E-4"));
    assertThat(decoded.trades.getFirst().side().text()).isEqualTo("sell");
    assertThat(decoded.trades.getFirst().quantity().text()).isEqualTo("0.00018");
  }

  @Test
  @DisplayName("an execution and its update are one trade")
  void once() {
    assertThat(decode(TRADE, TRADE.replace("te", "tu")).trades).hasSize(1);
  }

  @Test
  @DisplayName("arrays may grow, inside and outside")
  void longer() {
    DecodedFrames decoded = decode("[3317,\"te\",[7,1788336976468,1,77531,[1,{}],\"x\"],15,[2]]");
    assertThat(decoded.trades).hasSize(1);
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("a trade in a channel that was not announced is of an unknown market")
  void unannounced() {
    assertThat(DecodedFrames.of(codec().decoder(), TRADE).bad)
        .containsExactly(BadInput.UNKNOWN_SYMBOL);
  }

  @Test
  @DisplayName("restart and maintenance are planned closes")
  void notices() {
    for (String code : List.of("20051", "20060", "20061")) {
      assertThat(decode("{\"event\":\"info\",\"code\":" + code + ",\"msg\":\"words\"}").notices)
          .containsExactly(code + " words");
    }
  }

  @Test
  @DisplayName("an array that is no message of a channel has the wrong shape")
  void shapes() {
    for (String message :
        List.of("[7]", "[[7]]", "[7,8]", "[7,\"te\"]", "[7,\"te\",8]", "[7,{}]")) {
      assertThat(decode(message).bad).as(message).containsExactly(BadInput.WRONG_SHAPE);
    }
    assertThat(decode("[7,\"new\",[1]]").bad).containsExactly(BadInput.UNKNOWN_MESSAGE);
  }

  @Test
  @DisplayName("USDT is spelled UST, and long names have a colon")
  void spelling() {
    List<Symbol> symbols = List.of(Symbol.parse("BTC-USDT"), Symbol.parse("DOGE-USD"));
    assertThat(codec(symbols).subscription().messages())
        .anyMatch(message -> message.contains("\"tBTCUST\""))
        .anyMatch(message -> message.contains("\"tDOGE:USD\""));
  }

  @Test
  @DisplayName("more markets than a connection carries are refused at the start")
  void tooMany() {
    List<Symbol> many =
        IntStream.range(0, 26).mapToObj(i -> Symbol.parse("C" + i + "X-USD")).toList();
    VenueOptions settings = new VenueOptions(many, Optional.empty(), 1000);
    assertThatThrownBy(() -> Venues.builtIn().codec("bitfinex", settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("25");
  }
}
