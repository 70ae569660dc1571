package btcfeed.exchange.bitstamp;

import btcfeed.domain.market.Symbol;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bitstamp: the transactions of the last minute, hour or day, newest first, dated to the second.
 */
public final class BitstampHistory implements HistoryCodec {
  private static final List<String> WINDOWS = List.of("minute", "hour", "day");
  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "tid", FieldRole.ID,
              "price", FieldRole.PRICE,
              "amount", FieldRole.QUANTITY,
              "type", FieldRole.SIDE,
              "date", FieldRole.TIME),
          RowFormat.aggressor("0", "1"),
          TimeFormat.SECONDS);
  private static final PageFormat FORMAT = PageFormat.array(ROW, "invalid currency pair");

  @Override
  public String base() {
    return "https://www.bitstamp.net";
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
    String window = wanted.cursor().isEmpty() ? WINDOWS.getFirst() : wanted.cursor();
    return WINDOWS.contains(window)
        ? new Request.Get(
            Target.path("api", "v2", "transactions", spelled(wanted.market().symbol()), "")
                .with("time", window))
        : new Request.Impossible("it gives the last day and nothing older");
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    int window = Math.max(0, WINDOWS.indexOf(page.wanted().cursor()));
    String wider = window + 1 < WINDOWS.size() ? WINDOWS.get(window + 1) : Paging.OLDER;
    return page.reachesBefore() ? Optional.empty() : Optional.of(page.wanted().from(wider));
  }

  private static String spelled(Symbol symbol) {
    return (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
