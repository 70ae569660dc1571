package btcfeed.http.api;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for of the ticks or gaps.
 *
 * @param after behind which record; the newest if empty
 */
record PageQuery(
    Optional<Symbol> symbol, Optional<String> venue, Optional<JournalId> after, int limit) {
  static final int LIMIT = 100;
  static final int LARGEST_LIMIT = 1000;
  private static final Set<String> KNOWN = Set.of("symbol", "venue", "after", "limit");

  /** Whether it can be understood. */
  sealed interface Parsed {
    record Fine(PageQuery query) implements Parsed {}

    /** What is wrong with it, without repeating what was sent. */
    record Wrong(String detail) implements Parsed {}
  }

  static Parsed parse(Parameters query) {
    Optional<String> stranger =
        query.names().stream().filter(name -> !KNOWN.contains(name)).findFirst();
    if (stranger.isPresent()) {
      return new Parsed.Wrong(
          "there are the parameters symbol, venue, after, limit, and no others");
    }
    if (query.names().stream().anyMatch(name -> query.all(name, List::of).size() > 1)) {
      return new Parsed.Wrong("a parameter is given once");
    }
    Optional<Symbol> symbol;
    try {
      symbol = text(query, "symbol").map(text -> Symbol.parse(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return new Parsed.Wrong("symbol is BASE-QUOTE, for example BTC-USDT");
    }
    Optional<JournalId> after;
    try {
      after = text(query, "after").map(JournalId::parse);
    } catch (IllegalArgumentException e) {
      return new Parsed.Wrong("after is the id of a record, for example 1770000000000-0");
    }
    Optional<String> limit = text(query, "limit");
    if (limit.isPresent() && !limit.get().matches("[0-9]{1,4}")) {
      return wrongLimit();
    }
    int rows = limit.map(Integer::parseInt).orElse(LIMIT);
    if (rows < 1 || rows > LARGEST_LIMIT) {
      return wrongLimit();
    }
    return new Parsed.Fine(new PageQuery(symbol, text(query, "venue"), after, rows));
  }

  /** True if it is about this market. */
  boolean covers(Market market) {
    return symbol.map(market.symbol()::equals).orElse(true)
        && venue.map(market.venue().name()::equals).orElse(true);
  }

  private static Optional<String> text(Parameters query, String name) {
    return query.first(name).asOptional();
  }

  private static Parsed wrongLimit() {
    return new Parsed.Wrong("limit is 1 to " + LARGEST_LIMIT);
  }
}
