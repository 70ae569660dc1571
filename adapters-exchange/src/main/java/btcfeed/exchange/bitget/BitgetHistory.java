package btcfeed.exchange.bitget;

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
import java.util.Optional;

/** Bitget: {@code fills-history} between two moments, newest first, then below an id. */
public final class BitgetHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final Duration AFTER_NO = Duration.ofSeconds(5);

  @Override
  public String base() {
    return "https://api.bitget.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        "/api/v2/spot/market/fills-history?symbol="
            + spelled(wanted.market().symbol())
            + "&limit="
            + MAX_ROWS
            + "&startTime="
            + Paging.since(wanted) / 1000
            + "&endTime="
            + (Paging.until(wanted) / 1000 + 1)
            + (wanted.cursor().isEmpty() ? "" : "&idLessThan=" + wanted.cursor()));
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (!body.path("code").asText().equals("00000")) {
      return new Answer.Later(body.path("msg").asText("no reason given"), AFTER_NO);
    }
    JsonNode rows = body.path("data");
    List<Trade> trades =
        Row.all(
            rows,
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("tradeId"),
                    row.text("price"),
                    row.text("size"),
                    Row.side(row.text("side"), "buy", "sell"),
                    Row.micros(row.text("ts"), 3)));
    return trades.size() < MAX_ROWS
        ? Paging.only(trades)
        : new Answer.Page(
            trades,
            List.of(),
            Optional.of(wanted.from(new Row(rows.path(rows.size() - 1)).text("tradeId"))));
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
