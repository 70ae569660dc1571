package btcfeed.exchange.history;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How one venue is asked for past trades over HTTP, and how it writes pages and refusals. It begins
 * with what the live feed has: the member names of a trade, its sides, its unit of time, and the
 * spelling of markets. The venue's description sets the rest. Unchanged afterwards; then any
 * thread.
 */
public final class HistoryDescription {
  // The places of the search where a key is demanded: the newest trades, then older ones again.
  private static final String NEWEST = "newest";
  private static final String BEFORE_NEWEST = "before-newest";

  final List<String> bases;
  final ByteDictionary<Optional<Side>> sides;
  final List<String> noSuchMarket = new ArrayList<>();
  List<FieldRole> columns = List.of();
  TimeFormat time;
  Predicate<TradeId> sameIdAsLive = _ -> true;
  String success = "";
  Duration spacing = Duration.ofMillis(200);
  int burst = 1;
  Duration afterRefusal = Duration.ofSeconds(5);

  private final Map<String, FieldRole> head = new HashMap<>();
  private final Map<String, FieldRole> inner = new HashMap<>();
  private final Map<String, FieldRole> row = new HashMap<>();
  private FieldRole otherInner = FieldRole.OTHER;
  private Function<Symbol, String> spelling;
  private String path = "";
  private Paging paging = new Paging.NewerIds();
  private String pathWithoutKey = "";
  private Set<String> keyDemanded = Set.of();

  /**
   * Begins with what is the same as in the live feed.
   *
   * @param bases addresses {@code https://HOST}: the venue's own, then others with the same trades
   */
  public HistoryDescription(
      List<String> bases,
      Function<Symbol, String> spelling,
      Map<String, FieldRole> trade,
      ByteDictionary<Optional<Side>> sides,
      TimeFormat time) {
    this.bases = List.copyOf(bases);
    this.spelling = spelling;
    this.sides = sides;
    this.time = time;
    head(FieldRole.DETAIL, "msg", "message", "reason", "label", "error");
    head(FieldRole.SUCCESS, "code");
    row.putAll(trade);
    row.values().removeIf(role -> !role.isOfTrade() || role == FieldRole.ROW_MARKET);
  }

  /**
   * Path and query of a request. Placeholders: {@code <symbol>}; {@code <fromId>} and {@code
   * <beforeId>}; {@code <sinceMs>}, {@code <untilMs>}, {@code <sinceSeconds>}, {@code
   * <untilSeconds>}, {@code <justBeforeNs>}; {@code <page>}.
   */
  public HistoryDescription get(String target, Paging pages) {
    path = target;
    paging = pages;
    return this;
  }

  /** Another request, for the newest trades, after a refusal with one of these codes. */
  public HistoryDescription getWithoutKey(String target, String... codes) {
    pathWithoutKey = target;
    keyDemanded = Set.of(codes);
    return this;
  }

  /** The least time between requests; 200 ms if not set. */
  public HistoryDescription spacing(Duration least) {
    return spacing(least, 1);
  }

  /** The same if so many requests may follow each other at once. */
  public HistoryDescription spacing(Duration least, int requests) {
    spacing = least;
    burst = requests;
    return this;
  }

  /** The least wait after a refusal in the venue's own format; 5 s if not set. */
  public HistoryDescription afterRefusal(Duration least) {
    afterRefusal = least;
    return this;
  }

  /** The spelling of markets in requests. */
  public HistoryDescription symbol(Function<Symbol, String> spells) {
    spelling = spells;
    return this;
  }

  /** The member with the status of a response, and the status of a page. */
  public HistoryDescription status(String name, String ofPage) {
    success = ofPage;
    return head(FieldRole.SUCCESS, name);
  }

  /** Members of the body, if a page is an object. */
  public HistoryDescription head(FieldRole role, String... names) {
    List.of(names).forEach(name -> head.put(name, role));
    return this;
  }

  /** A member of the inner object. */
  public HistoryDescription inner(FieldRole role, String name) {
    inner.put(name, role);
    return this;
  }

  /** What members of the inner object mean that have any other name. */
  public HistoryDescription otherInner(FieldRole role) {
    otherInner = role;
    return this;
  }

  /** The name of a member of a trade, where it differs from the live feed. */
  public HistoryDescription row(FieldRole role, String name) {
    row.values().removeIf(role::equals);
    row.put(name, role);
    return this;
  }

  /** The elements of a trade, where it is an array. */
  public HistoryDescription columns(FieldRole... roles) {
    columns = List.of(roles);
    return this;
  }

  /** The unit of a trade's time, where it differs from the live feed. */
  public HistoryDescription time(TimeFormat unit) {
    time = unit;
    return this;
  }

  /** Only rows with such an id are used: others have another id in the live feed. */
  public HistoryDescription onlyIds(Predicate<TradeId> sameAsLive) {
    sameIdAsLive = sameAsLive;
    return this;
  }

  /** The refusals that say plainly that the venue does not know the market: codes or phrases. */
  public HistoryDescription noSuchMarket(String... codesOrPhrases) {
    List.of(codesOrPhrases).forEach(it -> noSuchMarket.add(it.toLowerCase(Locale.ROOT)));
    return this;
  }

  /** How pages follow each other. */
  public Paging paging() {
    return paging;
  }

  ByteDictionary<FieldRole> head() {
    return FieldRole.named(head);
  }

  ByteDictionary<FieldRole> inner() {
    return new ByteDictionary<>(inner, otherInner);
  }

  ByteDictionary<FieldRole> row() {
    return FieldRole.named(row);
  }

  /** Path and query of the request for what is wanted. */
  String target(Wanted wanted) {
    String target = wanted.cursor().equals(NEWEST) ? pathWithoutKey : path;
    for (Map.Entry<String, String> value : values(wanted).entrySet()) {
      target = target.replace("<" + value.getKey() + ">", value.getValue());
    }
    return target;
  }

  private Map<String, String> values(Wanted wanted) {
    long sinceUs = wanted.sinceUs();
    long untilUs = wanted.untilUs();
    return Map.of(
        "symbol", encoded(spelling.apply(wanted.market().symbol())),
        "page", encoded(paging.place(wanted)),
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
      return paging.next(page);
    }
    return page.reachesBack()
        ? Optional.empty()
        : Optional.of(Paging.olderIds(page).orElseGet(page::wanted).from(BEFORE_NEWEST));
  }

  /**
   * How else to ask for the same after a refusal with this code; empty if there is no other way.
   */
  Optional<Wanted> otherwise(Wanted wanted, String code) {
    return keyDemanded.contains(code) && wanted.cursor().isEmpty()
        ? Optional.of(wanted.from(NEWEST))
        : Optional.empty();
  }
}
