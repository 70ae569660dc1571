package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.TradeLines;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of cryptocom:")
class CryptoComTest extends VenueCodecContract {
  private static final String ROW =
      "{\"d\":\"1788335095880381801\",\"t\":1788335095881,\"p\":\"77558.920\",\"q\":\"0.00064\",\"s\":\"SELL\",\"i\":\"BTC_USDT\",\"m\":\"4611686018690432925\"}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new CryptoCom(),
        Symbol.parse("BTC-USDT"),
        message("-1", ROW),
        "cryptocom:BTC-USDT 1788335095880381801 77558.920 0.00064 sell 1788335095881000",
        List.of(message("-1", ROW.replace("381801", "381802") + "," + ROW)),
        List.of("1788335095880381801", "1788335095880381802"),
        "{\"id\":1,\"method\":\"subscribe\",\"code\":0}",
        "{\"id\":1,\"method\":\"subscribe\",\"code\":40004,\"message\":\"Unknown symbol\"}",
        "{\"id\":1788335101113,\"method\":\"public/heartbeat\",\"code\":0}",
        List.of(),
        "\"77558.920\"",
        "\"0.00064\"",
        "\"1788335095880381801\"",
        "1788335095881",
        "\"SELL\"",
        "\"BTC_USDT\"");
  }

  @Test
  @DisplayName("the answer to the subscription contains old trades, which are not published")
  void history() {
    DecodedFrames decoded = decode(message("1", ROW));
    assertThat(decoded.trades).isEmpty();
    assertThat(decoded.confirmations).isEqualTo(1);
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("the message type is told by its members, whatever the request number is")
  void withoutNumber() {
    String row =
        "{\"dataTime\":1659311999946,\"d\":2733854056108316782,\"s\":\"SELL\",\"p\":0.4272,"
            + "\"q\":0.04,\"t\":1659311999941,\"i\":\"BTC_USDT\"}";
    String said = "cryptocom:BTC-USDT 2733854056108316782 0.4272 0.04 sell 1659311999941000";
    String push = message("-1", row);
    for (String message :
        List.of(
            push,
            push.replace("\"id\":-1,", ""),
            push.replace("-1", "77"),
            push.replace("\"id\":-1,", "").replace("\"method\":\"subscribe\",", ""),
            push.replace("\"channel\":\"trade\",", ""),
            push.replace("\"subscription\":\"trade.BTC_USDT\",", ""),
            push.replace("\"id\":-1,", "")
                .replace("\"subscription\":\"trade.BTC_USDT\",\"channel\":\"trade\",", ""))) {
      DecodedFrames decoded = decode(message);
      assertThat(decoded.trades).as(message).extracting(TradeLines::line).containsExactly(said);
      assertThat(decoded.bad).as(message).isEmpty();
    }
    assertThat(decode("{\"method\":\"subscribe\",\"code\":0}").confirmations).isEqualTo(1);
  }

  @Test
  @DisplayName("a heartbeat is answered with its own number")
  void answers() {
    assertThat(decode(samples().heartbeat()).replies)
        .containsExactly("{\"id\":1788335101113,\"method\":\"public/respond-heartbeat\"}");
  }

  @Test
  @DisplayName("a refusal has its code and its reason, and a heartbeat without a number is bad")
  void refusals() {
    assertThat(decode(samples().refusal()).refusals).containsExactly("40004 Unknown symbol");
    DecodedFrames numberless =
        decode("{\"id\":\"x\\\"y\",\"method\":\"public/heartbeat\",\"code\":0}");
    assertThat(numberless.replies).isEmpty();
    assertThat(numberless.bad).hasSize(1);
  }

  @Test
  @DisplayName("nothing is sent in the first second")
  void patience() {
    assertThat(codec().subscription().delay()).hasSeconds(1);
  }

  private static String message(String id, String rows) {
    return "{\"id\":"
        + id
        + ",\"method\":\"subscribe\",\"code\":0,\"result\":{\"instrument_name\":\"BTC_USDT\",\"subscription\":\"trade.BTC_USDT\",\"channel\":\"trade\",\"data\":["
        + rows
        + "]}}";
  }
}
