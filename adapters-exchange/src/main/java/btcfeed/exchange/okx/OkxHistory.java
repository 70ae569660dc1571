package btcfeed.exchange.okx;

import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** OKX: {@code history-trades}, by id, newest first. */
public final class OkxHistory implements HistoryCodec {
  private static final int MAX_ROWS = 100;

  @Override
  public String base() {
    return "https://www.okx.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Request.Get(
              "/api/v5/market/history-trades?instId="
                  + ids.market().symbol()
                  + "&type=1&limit="
                  + MAX_ROWS
                  + "&after="
                  + (ids.toId() + 1));
      case Wanted.Times _ -> new Request.Impossible("is asked by id only");
    };
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    String code = body.path("code").asText();
    if (code.equals("50011")) {
      return new Answer.Later("too many requests", Duration.ofSeconds(2));
    }
    if (!code.equals("0")) {
      return new Answer.Never(code + " " + body.path("msg").asText());
    }
    List<Trade> trades =
        Row.all(
            body.path("data"),
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("tradeId"),
                    row.text("px"),
                    row.text("sz"),
                    Row.side(row.text("side"), "buy", "sell"),
                    Row.micros(row.text("ts"), 3)));
    return wanted instanceof Wanted.Ids ids
        ? Paging.towardsOlder(ids, trades)
        : Paging.only(trades);
  }
}
