package btcfeed.exchange.gemini;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.PageFormat;
import btcfeed.exchange.history.PageRows;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.RowFormat;
import btcfeed.exchange.history.Target;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gemini: trades of a symbol after a moment, newest first within a page. */
public final class GeminiHistory implements HistoryCodec {
  private static final int MAX_ROWS = 500;
  private static final ByteDictionary<Optional<Side>> SIDES =
      new ByteDictionary<>(
          Map.of(
              "buy", Optional.of(Side.BUY),
              "sell", Optional.of(Side.SELL),
              "auction", Optional.of(Side.UNKNOWN),
              "block", Optional.of(Side.UNKNOWN)),
          Optional.empty());
  private static final PageFormat FORMAT =
      PageFormat.array(
          RowFormat.object(
              Map.of(
                  "tid", FieldRole.ID,
                  "price", FieldRole.PRICE,
                  "amount", FieldRole.QUANTITY,
                  "type", FieldRole.SIDE,
                  "timestampms", FieldRole.TIME),
              SIDES,
              TimeFormat.MILLIS),
          "InvalidSymbol");

  @Override
  public String base() {
    return "https://api.gemini.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofSeconds(1);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        Target.path("v1", "trades", spelled(wanted.market().symbol()))
            .with("limit_trades", MAX_ROWS)
            .with("timestamp", Paging.since(wanted) / 1000));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    return Paging.towardsLater(page, MAX_ROWS, Paging.MILLI_US);
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
