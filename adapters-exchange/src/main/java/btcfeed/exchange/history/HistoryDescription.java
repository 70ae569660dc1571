package btcfeed.exchange.history;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How one venue is asked for past trades over HTTP, and how it writes pages and refusals. {@link
 * HistoryBuilder} has a sentence about each property. Immutable, any thread.
 */
public final class HistoryDescription {
  // The places of the search where a key is demanded: the newest trades, then older ones again.
  private static final String NEWEST = "newest";
  private static final String BEFORE_NEWEST = "before-newest";

  final HistoryBuilder built;
  final ByteDictionary<FieldRole> head;
  final ByteDictionary<FieldRole> inner;
  final ByteDictionary<FieldRole> row;
  final ByteDictionary<Optional<Side>> sides;
  final TimeFormat time;
  private final Function<Symbol, String> spelling;

  /** Takes the builder over, which must not be used afterwards, and what is as in the live feed. */
  HistoryDescription(
      HistoryBuilder built,
      Function<Symbol, String> liveSpelling,
      Map<String, FieldRole> liveRow,
      ByteDictionary<Optional<Side>> sides,
      TimeFormat liveTime) {
    this.built = built;
    this.sides = sides;
    head = FieldRole.named(built.head);
    inner = new ByteDictionary<>(built.inner, built.otherInner);
    row = FieldRole.named(rowNames(built.row, liveRow));
    time = built.time.orElse(liveTime);
    spelling = built.spelling.orElse(liveSpelling);
  }

  /** The names of the live feed, without the market, and the names that differ. */
  private static Map<String, FieldRole> rowNames(
      Map<FieldRole, String> other, Map<String, FieldRole> live) {
    Map<String, FieldRole> names = new HashMap<>();
    live.forEach(
        (name, role) -> {
          if (role.isOfTrade() && role != FieldRole.ROW_MARKET && !other.containsKey(role)) {
            names.put(name, role);
          }
        });
    other.forEach((role, name) -> names.put(name, role));
    return names;
  }

  /** How pages follow each other. */
  public Paging paging() {
    return built.paging;
  }

  /** Path and query of the request for what is wanted. */
  String target(Wanted wanted) {
    String target = wanted.cursor().equals(NEWEST) ? built.pathWithoutKey : built.path;
    for (Map.Entry<String, String> value : values(wanted).entrySet()) {
      target = target.replace("<" + value.getKey() + ">", value.getValue());
    }
    return target;
  }

  private Map<String, String> values(Wanted wanted) {
    long sinceUs = Paging.since(wanted);
    long untilUs = Paging.until(wanted);
    return Map.of(
        "symbol", encoded(spelling.apply(wanted.market().symbol())),
        "page", encoded(built.paging.place(wanted)),
        "fromId", id(wanted, Wanted.Ids::fromId),
        "beforeId", id(wanted, ids -> ids.toId() + 1),
        "sinceMs", Long.toString(sinceUs / 1_000),
        "untilMs", Long.toString(untilUs / 1_000 + 1),
        "sinceSeconds", Long.toString(sinceUs / 1_000_000),
        "untilSeconds", Long.toString(untilUs / 1_000_000 + 1),
        "justBeforeNs", Long.toString(sinceUs * 1_000 - 1));
  }

  private static String id(Wanted wanted, ToLongFunction<Wanted.Ids> id) {
    return wanted instanceof Wanted.Ids ids ? Long.toString(id.applyAsLong(ids)) : "";
  }

  // A form writes a space as '+', which a path does not know.
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  /** What is left to ask for after a page; empty if nothing. */
  Optional<Wanted> next(PageRows page) {
    if (!page.wanted().cursor().equals(NEWEST)) {
      return built.paging.next(page);
    }
    return page.reachesBack()
        ? Optional.empty()
        : Optional.of(Paging.olderIds(page).orElseGet(page::wanted).from(BEFORE_NEWEST));
  }

  /**
   * How else to ask for the same after a refusal with this code; empty if there is no other way.
   */
  Optional<Wanted> otherwise(Wanted wanted, String code) {
    return built.keyDemanded.contains(code) && wanted.cursor().isEmpty()
        ? Optional.of(wanted.from(NEWEST))
        : Optional.empty();
  }
}
