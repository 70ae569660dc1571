package btcfeed.exchange.bybit;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.PageFormat;
import btcfeed.exchange.history.PageFormat.Part;
import btcfeed.exchange.history.PageRows;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.RowFormat;
import btcfeed.exchange.history.Target;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Bybit: {@code recent-trade}, the last sixty, and nothing older. */
public final class BybitHistory implements HistoryCodec {
  private static final int MAX_ROWS = 60;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "execId", FieldRole.ID,
              "price", FieldRole.PRICE,
              "size", FieldRole.QUANTITY,
              "side", FieldRole.SIDE,
              "time", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("retCode", Part.STATUS, "retMsg", Part.DETAIL, "result", Part.INNER),
          PageFormat.named(Map.of("list", Part.ROWS)),
          /* success= */ "0",
          ROW,
          "not supported symbols",
          "symbol invalid",
          "invalid symbol");

  @Override
  public String base() {
    return "https://api.bybit.com";
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
    return wanted.cursor().isEmpty()
        ? new Request.Get(
            Target.path("v5", "market", "recent-trade")
                .with("category", "spot")
                .with("symbol", spelled(wanted.market().symbol()))
                .with("limit", MAX_ROWS))
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.newestOnly(page, MAX_ROWS);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
