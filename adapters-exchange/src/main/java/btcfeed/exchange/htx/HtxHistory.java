package btcfeed.exchange.htx;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * HTX: the last two thousand trades, and nothing older; {@code trade-id} is the line's {@code
 * tradeId}.
 */
public final class HtxHistory implements HistoryCodec {
  private static final int MAX_ROWS = 2000;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "trade-id", FieldRole.ID,
              "price", FieldRole.PRICE,
              "amount", FieldRole.QUANTITY,
              "direction", FieldRole.SIDE,
              "ts", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of(
              "status", Part.STATUS,
              "err-code", Part.DETAIL,
              "err-msg", Part.DETAIL,
              "data", Part.INNER),
          PageFormat.named(Map.of("data", Part.ROWS)),
          /* success= */ "ok",
          ROW,
          "invalid symbol",
          "base-symbol-error");

  @Override
  public String base() {
    return "https://api.huobi.pro";
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
  public List<String> elsewhere() {
    return List.of("https://api-aws.huobi.pro", "https://api.htx.com");
  }

  @Override
  public Request request(Wanted wanted) {
    return wanted.cursor().isEmpty()
        ? new Request.Get(
            Target.path("market", "history", "trade")
                .with("symbol", spelled(wanted.market().symbol()))
                .with("size", MAX_ROWS))
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.newestOnly(page, MAX_ROWS);
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
