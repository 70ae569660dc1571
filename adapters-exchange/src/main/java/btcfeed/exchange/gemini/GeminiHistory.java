package btcfeed.exchange.gemini;

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
import java.util.Locale;
import java.util.Optional;

/** Gemini: trades of a symbol after a moment, then after an id, newest first within a page. */
public final class GeminiHistory implements HistoryCodec {
  private static final int MAX_ROWS = 500;

  @Override
  public String base() {
    return "https://api.gemini.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Request request(Wanted wanted) {
    String after =
        wanted.cursor().isEmpty()
            ? "&timestamp=" + Paging.since(wanted) / 1000
            : "&since_tid=" + wanted.cursor();
    return new Request.Get(
        "/v1/trades/" + spelled(wanted.market().symbol()) + "?limit_trades=" + MAX_ROWS + after);
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (!body.isArray()) {
      return new Answer.Later(body.path("message").asText("no reason given"), Duration.ZERO);
    }
    List<Trade> trades =
        Row.all(
            body,
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("tid"),
                    row.text("price"),
                    row.text("amount"),
                    Row.side(row.text("type"), "buy", "sell"),
                    Row.micros(row.text("timestampms"), 3)));
    boolean more =
        trades.size() == MAX_ROWS && trades.getLast().exchangeTimeUs() <= Paging.until(wanted);
    return more
        ? new Answer.Page(trades, List.of(), Optional.of(wanted.from(trades.getLast().id().text())))
        : Paging.only(trades);
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
