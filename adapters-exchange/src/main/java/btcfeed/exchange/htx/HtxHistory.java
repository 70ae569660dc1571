package btcfeed.exchange.htx;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HTX: the last two thousand trades, and nothing older; {@code trade-id} is the line's {@code
 * tradeId}.
 */
public final class HtxHistory implements HistoryCodec {
  private static final int MAX_ROWS = 2000;
  private static final Duration AFTER_NO = Duration.ofSeconds(5);

  @Override
  public String base() {
    return "https://api.huobi.pro";
  }

  @Override
  public List<String> elsewhere() {
    return List.of("https://api-aws.huobi.pro", "https://api.htx.com");
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return wanted.cursor().isEmpty()
        ? new Request.Get(
            "/market/history/trade?symbol="
                + spelled(wanted.market().symbol())
                + "&size="
                + MAX_ROWS)
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (!body.path("status").asText().equals("ok")) {
      return new Answer.Later(body.path("err-msg").asText("no reason given"), AFTER_NO);
    }
    List<Trade> trades = new ArrayList<>();
    for (JsonNode tick : body.path("data")) {
      trades.addAll(
          Row.all(
              tick.path("data"),
              row ->
                  Row.trade(
                      wanted.market(),
                      row.text("trade-id"),
                      row.text("price"),
                      row.text("amount"),
                      Row.side(row.text("direction"), "buy", "sell"),
                      Row.micros(row.text("ts"), 3))));
    }
    return Paging.newestOnly(wanted, Row.oldestFirst(trades), MAX_ROWS);
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
