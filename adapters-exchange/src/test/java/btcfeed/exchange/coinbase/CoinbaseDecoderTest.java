package btcfeed.exchange.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Side;
import btcfeed.exchange.Overheard;
import btcfeed.exchange.TradeMessageContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Coinbase's messages")
class CoinbaseDecoderTest extends TradeMessageContract {
  private static final String MATCH =
      """
      {"type":"match","trade_id":901,"maker_order_id":"a","taker_order_id":"b","side":"sell",\
      "size":"0.5","price":"64000.10","product_id":"BTC-USD","sequence":9,\
      "time":"2026-01-02T03:04:06.104422Z"}\
      """;

  @Override
  protected String venue() {
    return "coinbase";
  }

  @Override
  protected String trade() {
    return MATCH;
  }

  @Override
  protected Parts parts() {
    return new Parts("\"64000.10\"", "\"0.5\"", "901", "2026-01-02T03:04:06.104422Z", "BTC-USD");
  }

  @Override
  protected List<String> confirmation() {
    return List.of(
        "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"heartbeat\",\"product_ids\":[\"BTC-USD\"]}]}",
        "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"heartbeat\",\"product_ids\":[\"BTC-USD\"]},"
            + "{\"name\":\"matches\",\"product_ids\":[\"BTC-USD\"],\"account_ids\":null}]}");
  }

  @Override
  protected Refusal refusal() {
    return new Refusal(
        "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"no such product\"}",
        "Failed to subscribe: no such product");
  }

  @Override
  protected String heartbeat() {
    return "{\"type\":\"heartbeat\",\"last_trade_id\":9,\"product_id\":\"BTC-USD\",\"sequence\":8,"
        + "\"time\":\"2026-01-02T03:04:06.000000Z\"}";
  }

  @Override
  protected String snapshot() {
    return MATCH.replace("match", "last_match");
  }

  @Test
  @DisplayName("name the maker's side, so the aggressor is the other one")
  void aggressor() {
    assertThat(Overheard.of(decoder(), MATCH).trades.getFirst().side()).isEqualTo(Side.BUY);
    assertThat(Overheard.of(decoder(), MATCH.replace("sell", "buy")).trades.getFirst().side())
        .isEqualTo(Side.SELL);
  }
}
