package btcfeed.http.api;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks for of the ticks or gaps.
 *
 * @param after behind which record; the newest if empty
 */
record PageQuery(
    Optional<Symbol> symbol, Optional<String> venue, Optional<JournalId> after, int limit) {
  static final int LIMIT = 100;
  static final int LARGEST_LIMIT = 1000;
  private static final List<String> KNOWN = List.of("symbol", "venue", "after", "limit");

  static Parsed<PageQuery> parse(Parameters sent) {
    return QueryParameters.parse(
        sent,
        KNOWN,
        query ->
            new PageQuery(
                query.symbol(),
                query.text("venue"),
                query.value(
                    "after",
                    JournalId::parse,
                    "after is the id of a record, for example 1770000000000-0"),
                query.limit(LIMIT, LARGEST_LIMIT)));
  }

  /** True if it is about this market. */
  boolean covers(Market market) {
    return symbol.map(market.symbol()::equals).orElse(true)
        && venue.map(market.venue().name()::equals).orElse(true);
  }
}
