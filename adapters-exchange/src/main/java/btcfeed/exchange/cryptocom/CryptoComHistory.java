package btcfeed.exchange.cryptocom;

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

/** Crypto.com: {@code public/get-trades} between two moments, newest first. */
public final class CryptoComHistory implements HistoryCodec {
  private static final int MAX_ROWS = 150;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "d", FieldRole.ID,
              "p", FieldRole.PRICE,
              "q", FieldRole.QUANTITY,
              "s", FieldRole.SIDE,
              "t", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("code", Part.STATUS, "result", Part.INNER),
          PageFormat.named(Map.of("data", Part.ROWS)),
          /* success= */ "0",
          ROW,
          "invalid instrument",
          "invalid_instrument",
          "invalid symbol");

  @Override
  public String base() {
    return "https://api.crypto.com";
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
        Target.path("exchange", "v1", "public", "get-trades")
            .with("instrument_name", symbol.base() + "_" + symbol.quote())
            .with("count", MAX_ROWS)
            .with("start_ts", Paging.since(wanted) / 1000)
            .with("end_ts", Paging.until(wanted) / 1000 + 1));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.towardsEarlier(page, MAX_ROWS);
  }
}
