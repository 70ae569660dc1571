package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The codec of kucoin:")
class KucoinTest extends VenueCodecContract {
  private static final String TRADE =
      "{\"topic\":\"/market/match:BTC-USDT\",\"type\":\"message\",\"subject\":\"trade.l3match\",\"data\":{\"symbol\":\"BTC-USDT\",\"side\":\"sell\",\"type\":\"match\",\"makerOrderId\":\"62fadde4\",\"sequence\":\"1636276321894\",\"size\":\"0.00001255\",\"price\":\"24093.90\",\"takerOrderId\":\"62faddff\",\"time\":\"1660608000026914990\",\"tradeId\":\"62fade002e113d292303a18b\"}}";
  private static final String GRANTED =
      "{\"code\":\"200000\",\"data\":{\"token\":\"a+token==\",\"instanceServers\":[{\"endpoint\":\"wss://ws-api-spot.kucoin.com/\",\"encrypt\":true,\"protocol\":\"websocket\",\"pingInterval\":18000,\"pingTimeout\":10000}]}}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Kucoin(),
        Symbol.parse("BTC-USDT"),
        TRADE,
        "kucoin:BTC-USDT 62fade002e113d292303a18b 24093.90 0.00001255 sell 1660608000026914",
        List.of(TRADE, TRADE.replace("62fade002e113d292303a18b", "9007199254740993")),
        List.of("62fade002e113d292303a18b", "9007199254740993"),
        "{\"id\":\"1\",\"type\":\"ack\"}",
        "{\"id\":\"1\",\"type\":\"error\",\"code\":404,\"data\":\"topic /market/match:X is not"
            + " found\"}",
        "{\"id\":\"1545910590801\",\"type\":\"pong\"}",
        List.of(),
        "\"24093.90\"",
        "\"0.00001255\"",
        "\"62fade002e113d292303a18b\"",
        "\"1660608000026914990\"",
        "\"sell\"",
        "\"BTC-USDT\"");
  }

  @Test
  @DisplayName("requests are sent after the welcome, which confirms nothing")
  void welcome() {
    DecodedFrames decoded = decode("{\"id\":\"btcfeed\",\"type\":\"welcome\"}");
    assertThat(decoded.welcomes).isEqualTo(1);
    assertThat(decoded.confirmations).isZero();
    assertThat(codec().subscription().afterWelcome()).isTrue();
    assertThat(codec().subscription().messages())
        .containsExactly(
            "{\"id\":\"1\",\"type\":\"subscribe\",\"topic\":\"/market/match:BTC-USDT\",\"privateChannel\":false,\"response\":true}");
  }

  @Test
  @DisplayName("a refusal has its code and its reason")
  void words() {
    assertThat(decode(samples().refusal()).refusals)
        .containsExactly("404 topic /market/match:X is not found");
  }

  @Test
  @DisplayName("the response gives the address, with its slash, and the interval of pings")
  void token() {
    ConnectToken token = codec().connectToken().orElseThrow();
    assertThat(token.request())
        .isEqualTo(URI.create("https://api.kucoin.com/api/v1/bullet-public"));
    Subscription connect = read(token, GRANTED).orElseThrow();
    assertThat(connect.uri())
        .isEqualTo(
            URI.create("wss://ws-api-spot.kucoin.com/?token=a%2Btoken%3D%3D&connectId=btcfeed"));
    assertThat(connect.pingEvery()).contains(Duration.ofSeconds(18));
    assertThat(connect.messages()).isEqualTo(codec().subscription().messages());
  }

  @Test
  @DisplayName("the operator can choose both addresses")
  void addresses() {
    ConnectToken token =
        Venues.builtIn()
            .codec(
                "kucoin",
                new VenueOptions(
                    List.of(samples().symbol()),
                    Optional.of(URI.create("ws://127.0.0.1:7/in")),
                    Optional.of(URI.create("http://127.0.0.1:8/")),
                    1000))
            .connectToken()
            .orElseThrow();
    assertThat(token.request()).isEqualTo(URI.create("http://127.0.0.1:8/api/v1/bullet-public"));
    assertThat(read(token, GRANTED).orElseThrow().uri())
        .isEqualTo(URI.create("ws://127.0.0.1:7/in?token=a%2Btoken%3D%3D&connectId=btcfeed"));
  }

  @ParameterizedTest
  @DisplayName("a response without a token is refused, and one that leads out of TLS too")
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"msg\":\"Method Not Allowed\",\"code\":\"405000\"}",
        "{\"code\":\"200000\",\"data\":{\"token\":\"t\",\"instanceServers\":[]}}",
        "{\"code\":\"200000\",\"data\":{\"token\":\"t\",\"instanceServers\":[{\"endpoint\":\"ws://127.0.0.1/\"}]}}",
        "{\"code\":\"200000\",\"data\":{\"token\":\"t\",\"instanceServers\":[{\"endpoint\":\"https://x"
            + " y/\"}]}}",
        "{\"code\":\"200000\",\"data\":{\"token\":7,\"instanceServers\":[{\"endpoint\":\"wss://127.0.0.1/\"}]}}",
        "{\"code\":\"200000\",\"data\":{\"token\":\"t\",\"instanceServers\":[{\"endpoint\":\"wss://127.0.0.1/\"}"
      })
  void noPermission(String answer) {
    assertThat(read(codec().connectToken().orElseThrow(), answer)).isEmpty();
  }

  private static Optional<Subscription> read(ConnectToken token, String answer) {
    return token.read(answer.getBytes(StandardCharsets.UTF_8));
  }
}
