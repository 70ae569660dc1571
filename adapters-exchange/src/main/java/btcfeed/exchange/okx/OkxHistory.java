package btcfeed.exchange.okx;

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

/** OKX: {@code history-trades}, by id, newest first. */
public final class OkxHistory implements HistoryCodec {
  private static final int MAX_ROWS = 100;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "tradeId", FieldRole.ID,
              "px", FieldRole.PRICE,
              "sz", FieldRole.QUANTITY,
              "side", FieldRole.SIDE,
              "ts", FieldRole.TIME),
          RowFormat.aggressor("buy", "sell"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("code", Part.STATUS, "data", Part.ROWS),
          PageFormat.named(Map.of()),
          /* success= */ "0",
          ROW,
          "51001");

  @Override
  public String base() {
    return "https://www.okx.com";
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
  public Duration afterRefusal() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Request.Get(
              Target.path("api", "v5", "market", "history-trades")
                  .with("instId", ids.market().symbol().toString())
                  .with("type", 1)
                  .with("limit", MAX_ROWS)
                  .with("after", ids.toId() + 1));
      case Wanted.Times _ -> new Request.Impossible("is asked by id only");
    };
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.towardsOlder(page);
  }
}
