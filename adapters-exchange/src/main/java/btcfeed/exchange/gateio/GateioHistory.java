package btcfeed.exchange.gateio;

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

/**
 * Gate.io: trades of a pair, by second and page, newest first; {@code sequence_id} counts within
 * the market, as {@code id_market} does on the line.
 */
public final class GateioHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final long SECOND_US = 1_000_000;

  @Override
  public String base() {
    return "https://api.gateio.ws";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        "/api/v4/spot/trades?currency_pair="
            + symbol(wanted)
            + "&limit="
            + MAX_ROWS
            + "&from="
            + Paging.since(wanted) / SECOND_US
            + "&to="
            + (Paging.until(wanted) / SECOND_US + 1)
            + "&page="
            + page(wanted));
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    List<Trade> trades =
        Row.all(
            body,
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("sequence_id"),
                    row.text("price"),
                    row.text("amount"),
                    Row.side(row.text("side"), "buy", "sell"),
                    Row.micros(row.text("create_time_ms"), 3)));
    return trades.size() < MAX_ROWS
        ? Paging.only(trades)
        : new Answer.Page(
            trades, List.of(), Optional.of(wanted.from(Integer.toString(page(wanted) + 1))));
  }

  private static int page(Wanted wanted) {
    return wanted.cursor().isEmpty() ? 1 : Integer.parseInt(wanted.cursor());
  }

  private static String symbol(Wanted wanted) {
    return wanted.market().symbol().base() + "_" + wanted.market().symbol().quote();
  }
}
