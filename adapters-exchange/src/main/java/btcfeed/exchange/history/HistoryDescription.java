package btcfeed.exchange.history;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.HistoryPort.Wanted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How one venue is asked for past trades over HTTP. Immutable, any thread.
 *
 * @param bases {@code https://HOST} of the venue's own interface, then of alternatives
 * @param spacing the least time between two requests, well within the venue's limit
 * @param burst how many requests may follow each other at once
 * @param afterRefusal the least wait after a refusal in the venue's own format
 * @param path path and query of a request, with {@code <placeholders>}
 * @param spelling the venue's spelling of a market, for {@code <symbol>}
 * @param paging how pages follow each other
 * @param withoutKey how to ask where the venue demands a key for the usual way
 * @param format how pages and refusals are written
 */
public record HistoryDescription(
    List<String> bases,
    Duration spacing,
    int burst,
    Duration afterRefusal,
    String path,
    Function<Symbol, String> spelling,
    Paging paging,
    Optional<WithoutKey> withoutKey,
    PageFormat format) {
  // The places of the search where a key is demanded: the newest trades, then older ones again.
  private static final String NEWEST = "newest";
  private static final String BEFORE_NEWEST = "before-newest";

  /**
   * A request for the newest trades that needs no key.
   *
   * @param codes the refusals that demand a key
   */
  record WithoutKey(String path, Set<String> codes) {}

  /** Path and query of the request for what is wanted. */
  String target(Wanted wanted) {
    String target =
        withoutKey.filter(_ -> wanted.cursor().equals(NEWEST)).map(WithoutKey::path).orElse(path);
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
    return withoutKey
        .filter(it -> it.codes().contains(code) && wanted.cursor().isEmpty())
        .map(_ -> wanted.from(NEWEST));
  }
}
