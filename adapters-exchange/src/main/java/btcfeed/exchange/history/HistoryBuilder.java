package btcfeed.exchange.history;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
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

/**
 * Builds a {@link HistoryDescription}. What is not set is the same as in the live feed: the member
 * names of a trade, its sides, its unit of time, and the spelling of markets.
 */
public final class HistoryBuilder {
  final List<String> bases;
  final Map<String, FieldRole> head =
      new HashMap<>(
          Map.of(
              "msg", FieldRole.DETAIL,
              "message", FieldRole.DETAIL,
              "reason", FieldRole.DETAIL,
              "label", FieldRole.DETAIL,
              "error", FieldRole.DETAIL,
              "code", FieldRole.SUCCESS));
  final Map<String, FieldRole> inner = new HashMap<>();
  FieldRole otherInner = FieldRole.OTHER;
  final Map<FieldRole, String> row = new HashMap<>();
  List<FieldRole> columns = List.of();
  final List<String> noSuchMarket = new ArrayList<>();
  Optional<TimeFormat> time = Optional.empty();
  Optional<Function<Symbol, String>> spelling = Optional.empty();
  Predicate<TradeId> sameIdAsLive = _ -> true;
  String success = "";
  String path = "";
  Paging paging = new Paging.NewerIds();
  String pathWithoutKey = "";
  Set<String> keyDemanded = Set.of();
  Duration spacing = Duration.ofMillis(200);
  int burst = 1;
  Duration afterRefusal = Duration.ofSeconds(5);

  private HistoryBuilder(List<String> bases) {
    this.bases = bases;
  }

  /** The addresses {@code https://HOST}: the venue's own, then others with the same trades. */
  public static HistoryBuilder at(String... bases) {
    return new HistoryBuilder(List.of(bases));
  }

  /**
   * Path and query of a request. Placeholders: {@code <symbol>}; {@code <fromId>} and {@code
   * <beforeId>}; {@code <sinceMs>}, {@code <untilMs>}, {@code <sinceSeconds>}, {@code
   * <untilSeconds>}, {@code <justBeforeNs>}; {@code <page>}.
   */
  public HistoryBuilder get(String target, Paging pages) {
    path = target;
    paging = pages;
    return this;
  }

  /** Another request, for the newest trades, after a refusal with one of these codes. */
  public HistoryBuilder getWithoutKey(String target, String... codes) {
    pathWithoutKey = target;
    keyDemanded = Set.of(codes);
    return this;
  }

  /** The least time between requests; 200 ms if not set. */
  public HistoryBuilder spacing(Duration least) {
    spacing = least;
    return this;
  }

  /** How many requests may follow each other at once; 1 if not set. */
  public HistoryBuilder burst(int requests) {
    burst = requests;
    return this;
  }

  /** The least wait after a refusal in the venue's own format; 5 s if not set. */
  public HistoryBuilder afterRefusal(Duration least) {
    afterRefusal = least;
    return this;
  }

  /** The spelling of markets in requests. */
  public HistoryBuilder symbol(Function<Symbol, String> spells) {
    spelling = Optional.of(spells);
    return this;
  }

  /** The member with the status of a response, and the status of a page. */
  public HistoryBuilder status(String name, String ofPage) {
    success = ofPage;
    return head(FieldRole.SUCCESS, name);
  }

  /** Members of the body, if a page is an object. */
  public HistoryBuilder head(FieldRole role, String... names) {
    List.of(names).forEach(name -> head.put(name, role));
    return this;
  }

  /** Members of the inner object. */
  public HistoryBuilder inner(FieldRole role, String... names) {
    List.of(names).forEach(name -> inner.put(name, role));
    return this;
  }

  /** What members of the inner object mean that have any other name. */
  public HistoryBuilder otherInner(FieldRole role) {
    otherInner = role;
    return this;
  }

  /** The name of a member of a trade, where it differs from the live feed. */
  public HistoryBuilder row(FieldRole role, String name) {
    row.put(role, name);
    return this;
  }

  /** The elements of a trade, where it is an array. */
  public HistoryBuilder columns(FieldRole... roles) {
    columns = List.of(roles);
    return this;
  }

  /** The unit of a trade's time, where it differs from the live feed. */
  public HistoryBuilder time(TimeFormat unit) {
    time = Optional.of(unit);
    return this;
  }

  /** Only rows with such an id are used: others have another id in the live feed. */
  public HistoryBuilder onlyIds(Predicate<TradeId> sameAsLive) {
    sameIdAsLive = sameAsLive;
    return this;
  }

  /** The refusals that say plainly that the venue does not know the market: codes or phrases. */
  public HistoryBuilder noSuchMarket(String... codesOrPhrases) {
    List.of(codesOrPhrases).forEach(it -> noSuchMarket.add(it.toLowerCase(Locale.ROOT)));
    return this;
  }

  /** The description, with what is the same as in the live feed. */
  public HistoryDescription build(
      Function<Symbol, String> liveSpelling,
      Map<String, FieldRole> liveRow,
      ByteDictionary<Optional<Side>> sides,
      TimeFormat liveTime) {
    return new HistoryDescription(this, liveSpelling, liveRow, sides, liveTime);
  }
}
