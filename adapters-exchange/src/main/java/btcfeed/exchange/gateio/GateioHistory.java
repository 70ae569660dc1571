package btcfeed.exchange.gateio;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.PageFormat;
import btcfeed.exchange.history.PageRows;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.RowFormat;
import btcfeed.exchange.history.Target;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Gate.io: trades of a pair, by second and page, newest first; {@code sequence_id} counts within
 * the market, as {@code id_market} does on the line.
 */
public final class GateioHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final int MAX_PAGES = 100;
  private static final long SECOND_US = 1_000_000;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "sequence_id", FieldRole.ID,
              "price", FieldRole.PRICE,
              "amount", FieldRole.QUANTITY,
              "side", FieldRole.SIDE,
              "create_time_ms", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.array(ROW, "INVALID_CURRENCY", "INVALID_CURRENCY_PAIR");

  @Override
  public String base() {
    return "https://api.gateio.ws";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public Request request(Wanted wanted) {
    Symbol symbol = wanted.market().symbol();
    return new Request.Get(
        Target.path("api", "v4", "spot", "trades")
            .with("currency_pair", symbol.base() + "_" + symbol.quote())
            .with("limit", MAX_ROWS)
            .with("from", Paging.since(wanted) / SECOND_US)
            .with("to", Paging.until(wanted) / SECOND_US + 1)
            .with("page", number(wanted)));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    int next = number(page.wanted()) + 1;
    return page.count() < MAX_ROWS || next > MAX_PAGES
        ? Optional.empty()
        : Optional.of(page.wanted().from(Integer.toString(next)));
  }

  private static int number(Wanted wanted) {
    return wanted.cursor().matches("[1-9][0-9]{0,3}") ? Integer.parseInt(wanted.cursor()) : 1;
  }
}
