package btcfeed.exchange.bitfinex;

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
import java.util.List;
import java.util.Optional;

/** Bitfinex: {@code trades/hist}, by time, oldest first; a negative amount was sold. */
public final class BitfinexHistory implements HistoryCodec {
  private static final int MAX_ROWS = 10_000;
  private static final PageFormat FORMAT =
      PageFormat.array(
          RowFormat.array(
              List.of(FieldRole.ID, FieldRole.TIME, FieldRole.SIGNED_QUANTITY, FieldRole.PRICE),
              RowFormat.aggressor("buy", "sell"),
              TimeFormat.MILLIS),
          "symbol: invalid");

  @Override
  public String base() {
    return "https://api-pub.bitfinex.com";
  }

  @Override
  public Duration spacing() {
    // It takes 15 a minute, and bans for a minute whoever asks more often.
    return Duration.ofSeconds(6);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public Duration afterRefusal() {
    return Duration.ofSeconds(60);
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        Target.path("v2", "trades", BitfinexCodec.spelled(wanted.market().symbol()), "hist")
            .with("start", Paging.since(wanted) / 1000)
            .with("end", Paging.until(wanted) / 1000 + 1)
            .with("limit", MAX_ROWS)
            .with("sort", 1));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.towardsLater(page, MAX_ROWS, Paging.MILLI_US);
  }
}
