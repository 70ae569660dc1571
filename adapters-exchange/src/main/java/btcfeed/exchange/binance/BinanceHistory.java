package btcfeed.exchange.binance;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binance: {@code historicalTrades}, by id, oldest first. Where it demands a key for that, as
 * Binance.US does, the newest trades of {@code trades} are asked for, which needs none.
 */
public final class BinanceHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;

  // The places of the search where a key is demanded: the newest trades, then older ones again.
  private static final String NEWEST = "newest";
  private static final String BEFORE_NEWEST = "before-newest";
  private static final Set<String> KEY_DEMANDED = Set.of("-2014", "-2015");

  private static final RowFormat ROW =
      RowFormat.object(
          Map.of(
              "id", FieldRole.ID,
              "price", FieldRole.PRICE,
              "qty", FieldRole.QUANTITY,
              "isBuyerMaker", FieldRole.SIDE,
              "time", FieldRole.TIME),
          RowFormat.aggressor("false", "true"),
          TimeFormat.MILLIS);
  private static final PageFormat FORMAT = PageFormat.array(ROW, "-1121", "invalid symbol");

  @Override
  public String base() {
    return "https://data-api.binance.vision";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(500);
  }

  @Override
  public PageFormat format() {
    return FORMAT;
  }

  @Override
  public List<String> elsewhere() {
    return List.of("https://api.binance.com");
  }

  // A request weighs 25 and an address has 6,000 a minute: with 120 a minute and these 3,500 at
  // most.
  @Override
  public int burst() {
    return 20;
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids -> new Request.Get(target(ids));
      case Wanted.Times _ -> new Request.Impossible("is asked by id only");
    };
  }

  private static Target target(Wanted.Ids ids) {
    boolean newest = ids.cursor().equals(NEWEST);
    Target target =
        Target.path("api", "v3", newest ? "trades" : "historicalTrades")
            .with("symbol", spelled(ids.market().symbol()))
            .with("limit", MAX_ROWS);
    return newest ? target : target.with("fromId", ids.fromId());
  }

  @Override
  public Optional<Wanted> next(PageRows page) {
    if (!page.wanted().cursor().equals(NEWEST)) {
      return Paging.towardsNewer(page);
    }
    return page.reachesBack()
        ? Optional.empty()
        : Optional.of(Paging.towardsOlder(page).orElseGet(page::wanted).from(BEFORE_NEWEST));
  }

  @Override
  public Optional<Wanted> otherwise(Wanted wanted, String code) {
    return KEY_DEMANDED.contains(code) && wanted.cursor().isEmpty()
        ? Optional.of(wanted.from(NEWEST))
        : Optional.empty();
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
