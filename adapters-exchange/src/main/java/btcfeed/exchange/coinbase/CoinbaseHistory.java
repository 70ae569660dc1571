package btcfeed.exchange.coinbase;

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
 * Coinbase Exchange: trades of a product, by id, newest first; the maker's side, as on the line.
 * The ids of Coinbase Advanced are the same.
 */
public final class CoinbaseHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "trade_id", FieldRole.ID,
              "price", FieldRole.PRICE,
              "size", FieldRole.QUANTITY,
              "side", FieldRole.SIDE,
              "time", FieldRole.TIME),
          RowFormat.maker("buy", "sell"),
          TimeFormat.ISO);
  private static final PageFormat FORMAT = PageFormat.array(ROW, "invalid product");

  @Override
  public String base() {
    return "https://api.exchange.coinbase.com";
  }

  @Override
  public Duration spacing() {
    // Ten a second from an address; Coinbase Advanced asks here too.
    return Duration.ofMillis(250);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Request.Get(
              Target.path("products", ids.market().symbol().toString(), "trades")
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
