package btcfeed.exchange.kraken;

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
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kraken: {@code Trades}, by time, oldest first; its rows carry the ids of the line. */
public final class KrakenHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;

  // The pair is called by another name than it was asked by.
  private static final ByteDictionary<Part> PAIRS =
      new ByteDictionary<>(Map.of("last", Part.OTHER), Part.ROWS);
  private static final PageFormat FORMAT =
      PageFormat.object(
          Map.of("result", Part.INNER),
          PAIRS,
          /* success= */ "",
          RowFormat.array(
              List.of(
                  FieldRole.PRICE,
                  FieldRole.QUANTITY,
                  FieldRole.TIME,
                  FieldRole.SIDE,
                  FieldRole.OTHER,
                  FieldRole.OTHER,
                  FieldRole.ID),
              RowFormat.aggressor("b", "s"),
              TimeFormat.SECONDS),
          "Unknown asset pair");

  @Override
  public String base() {
    return "https://api.kraken.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(1200);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public Duration afterRefusal() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Request request(Wanted wanted) {
    // What is asked for comes from after the moment named, which is in nanoseconds.
    return new Request.Get(
        Target.path("0", "public", "Trades")
            .with("pair", spelled(wanted.market().symbol()))
            .with("count", MAX_ROWS)
            .with("since", Paging.since(wanted) * 1000 - 1));
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    // The venue's own word for the next page is not needed: it is the time of the last row.
    return Paging.towardsLater(page, MAX_ROWS, /* precisionUs= */ 1);
  }

  private static String spelled(Symbol symbol) {
    return currency(symbol.base()) + currency(symbol.quote());
  }

  private static String currency(String name) {
    return name.equals("BTC") ? "XBT" : name;
  }
}
