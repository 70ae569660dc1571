package btcfeed.exchange.kucoin;

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

/**
 * KuCoin: {@code histories}, the last hundred, and nothing older.
 *
 * <p>Its rows have no trade id but a {@code sequence}. Since 2022 the line says the same number
 * twice, as {@code sequence} and as {@code tradeId}; before, sequences had 13 digits and ids were
 * no numbers. A row with a number that short names its trade otherwise than the line does, and is
 * not used: the trade would count a second time.
 */
public final class KucoinHistory implements HistoryCodec {
  private static final int MAX_ROWS = 100;
  private static final int SHORTEST_ID = 15;
  private static final RowFormat ROW =
      RowFormat.object(
              Map.of(
                  "sequence", FieldRole.ID,
                  "price", FieldRole.PRICE,
                  "size", FieldRole.QUANTITY,
                  "side", FieldRole.SIDE,
                  "time", FieldRole.TIME),
              RowFormat.aggressor("buy", "sell"),
              TimeFormat.NANOS)
          .onlyWhere(id -> id.text().length() >= SHORTEST_ID);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("code", Part.STATUS, "data", Part.ROWS),
          PageFormat.named(Map.of()),
          /* success= */ "200000",
          ROW,
          "900001",
          "symbol not exists");

  @Override
  public String base() {
    return "https://api.kucoin.com";
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
            Target.path("api", "v1", "market", "histories")
                .with("symbol", wanted.market().symbol().toString()))
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.newestOnly(page, MAX_ROWS);
  }
}
