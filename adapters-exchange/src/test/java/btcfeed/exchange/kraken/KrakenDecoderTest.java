package btcfeed.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.Overheard;
import btcfeed.exchange.TradeMessageContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Kraken's messages")
class KrakenDecoderTest extends TradeMessageContract {
  private static final String ROW =
      """
      {"symbol":"BTC/USD","side":"sell","price":64000.10,"qty":0.5,"ord_type":"limit",\
      "trade_id":901,"timestamp":"2026-01-02T03:04:05.420924Z"}\
      """;
  private static final String TRADE =
      "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[" + ROW + "]}";

  @Override
  protected String venue() {
    return "kraken";
  }

  @Override
  protected String trade() {
    return TRADE;
  }

  @Override
  protected Parts parts() {
    return new Parts("64000.10", "0.5", "901", "2026-01-02T03:04:05.420924Z", "BTC/USD");
  }

  @Override
  protected List<String> confirmation() {
    return List.of(
        "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"snapshot\":false,"
            + "\"symbol\":\"BTC/USD\"},\"success\":true,\"req_id\":1}");
  }

  @Override
  protected Refusal refusal() {
    return new Refusal(
        "{\"error\":\"Currency pair not supported DOGE/USD\",\"method\":\"subscribe\","
            + "\"success\":false,\"symbol\":\"DOGE/USD\"}",
        "Currency pair not supported");
  }

  @Override
  protected String heartbeat() {
    return "{\"channel\":\"heartbeat\"}";
  }

  @Override
  protected String snapshot() {
    return TRADE.replace("update", "snapshot");
  }

  @Test
  @DisplayName("may carry several trades, one of them bad, and name the aggressor's side")
  void several() {
    String message =
        TRADE.replace(
            "]}",
            ","
                + ROW.replace("901", "902").replace("64000.10", "-1")
                + ","
                + ROW.replace("901", "903").replace("sell", "buy")
                + "]}");

    Overheard heard = Overheard.of(decoder(), message);

    assertThat(heard.trades.stream().map(trade -> trade.id()))
        .containsExactly(TradeId.of(901), TradeId.of(903));
    assertThat(heard.trades.getFirst().side()).isEqualTo(Side.SELL);
    assertThat(heard.trades.getLast().side()).isEqualTo(Side.BUY);
    assertThat(heard.bad).containsExactly(BadInput.NOT_POSITIVE);
  }

  @Test
  @DisplayName("about the exchange itself are nobody's fault")
  void status() {
    String status =
        "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\"}]}";
    assertThat(Overheard.of(decoder(), status).nothing()).isTrue();
  }
}
