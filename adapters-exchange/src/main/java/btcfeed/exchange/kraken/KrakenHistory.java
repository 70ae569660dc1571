package btcfeed.exchange.kraken;

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

/** Kraken: {@code Trades}, by time, oldest first; its rows carry the ids of the line. */
public final class KrakenHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final Duration AFTER_ERROR = Duration.ofSeconds(15);

  @Override
  public String base() {
    return "https://api.kraken.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(1200);
  }

  @Override
  public Request request(Wanted wanted) {
    // What is asked for comes from after the moment named.
    String since =
        wanted.cursor().isEmpty()
            ? Long.toString(Paging.since(wanted) * 1000 - 1)
            : wanted.cursor();
    return new Request.Get(
        "/0/public/Trades?pair="
            + spelled(wanted.market().symbol())
            + "&count="
            + MAX_ROWS
            + "&since="
            + since);
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    JsonNode error = body.path("error").path(0);
    if (!error.isMissingNode()) {
      return error.asText().contains("Unknown asset pair")
          ? new Answer.Never(error.asText())
          : new Answer.Later(error.asText(), AFTER_ERROR);
    }
    // The pair is called by another name than it was asked by.
    for (JsonNode rows : body.path("result")) {
      if (rows.isArray()) {
        List<Trade> trades =
            Row.all(
                rows,
                row ->
                    Row.trade(
                        wanted.market(),
                        row.text(6),
                        row.text(0),
                        row.text(1),
                        Row.side(row.text(3), "b", "s"),
                        Row.micros(row.text(2), 0)));
        boolean more =
            trades.size() == MAX_ROWS && trades.getLast().exchangeTimeUs() <= Paging.until(wanted);
        return new Answer.Page(
            trades,
            List.of(),
            more
                ? Optional.of(wanted.from(new Row(body.path("result")).text("last")))
                : Optional.empty());
      }
    }
    throw new IllegalArgumentException("no trades");
  }

  private static String spelled(Symbol symbol) {
    return currency(symbol.base()) + currency(symbol.quote());
  }

  private static String currency(String name) {
    return name.equals("BTC") ? "XBT" : name;
  }
}
