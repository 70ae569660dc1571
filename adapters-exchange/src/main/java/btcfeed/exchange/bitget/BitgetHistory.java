package btcfeed.exchange.bitget;

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

/** Bitget: {@code fills-history} between two moments, newest first. */
public final class BitgetHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "tradeId", FieldRole.ID,
              "price", FieldRole.PRICE,
              "size", FieldRole.QUANTITY,
              "side", FieldRole.SIDE,
              "ts", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("code", Part.STATUS, "data", Part.ROWS),
          PageFormat.named(Map.of()),
          /* success= */ "00000",
          ROW,
          "40309",
          "symbol does not exist");

  @Override
  public String base() {
    return "https://api.bitget.com";
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
    return new Request.Get(
        Target.path("api", "v2", "spot", "market", "fills-history")
            .with("symbol", spelled(wanted.market().symbol()))
            .with("limit", MAX_ROWS)
            .with("startTime", Paging.since(wanted) / 1000)
            .with("endTime", Paging.until(wanted) / 1000 + 1));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.towardsEarlier(page, MAX_ROWS);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
