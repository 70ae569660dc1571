package btcfeed.exchange.bitstamp;

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

/**
 * Bitstamp: the transactions of the last minute, hour or day, newest first, dated to the second.
 */
public final class BitstampHistory implements HistoryCodec {
  private static final List<String> WINDOWS = List.of("minute", "hour", "day");

  @Override
  public String base() {
    return "https://www.bitstamp.net";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    String window = wanted.cursor().isEmpty() ? WINDOWS.getFirst() : wanted.cursor();
    return WINDOWS.contains(window)
        ? new Request.Get(
            "/api/v2/transactions/" + spelled(wanted.market().symbol()) + "/?time=" + window)
        : new Request.Impossible("it gives the last day and nothing older");
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    List<Trade> trades =
        Row.all(
            body,
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("tid"),
                    row.text("price"),
                    row.text("amount"),
                    Row.side(row.text("type"), "0", "1"),
                    Row.micros(row.text("date"), 0)));
    boolean reaches =
        !trades.isEmpty() && trades.getFirst().exchangeTimeUs() < Paging.since(wanted);
    int window = Math.max(0, WINDOWS.indexOf(wanted.cursor()));
    String wider = window + 1 < WINDOWS.size() ? WINDOWS.get(window + 1) : Paging.OLDER;
    return reaches
        ? Paging.only(trades)
        : new Answer.Page(trades, List.of(), Optional.of(wanted.from(wider)));
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
