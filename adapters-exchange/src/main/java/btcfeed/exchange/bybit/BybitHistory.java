package btcfeed.exchange.bybit;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Bybit: {@code recent-trade}, the last sixty, and nothing older. */
public final class BybitHistory implements HistoryCodec {
  private static final int MAX_ROWS = 60;
  private static final Duration AFTER_NO = Duration.ofSeconds(5);

  @Override
  public String base() {
    return "https://api.bybit.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return wanted.cursor().isEmpty()
        ? new Request.Get(
            "/v5/market/recent-trade?category=spot&symbol="
                + spelled(wanted.market().symbol())
                + "&limit="
                + MAX_ROWS)
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (body.path("retCode").asInt(-1) != 0) {
      return new Answer.Later(body.path("retMsg").asText("no reason given"), AFTER_NO);
    }
    List<Trade> trades =
        Row.all(
            body.path("result").path("list"),
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("execId"),
                    row.text("price"),
                    row.text("size"),
                    Row.side(row.text("side"), "Buy", "Sell"),
                    Row.micros(row.text("time"), 3)));
    return Paging.newestOnly(wanted, trades, MAX_ROWS);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
