package btcfeed.http.api;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.util.List;
import java.util.Optional;

/**
 * Which ticks or gaps a client asks for.
 *
 * @param after only records after this one; empty for the newest records
 */
record PageQuery(
    Optional<Symbol> symbol, Optional<String> venue, Optional<JournalId> after, int limit) {
  private static final int USUAL_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  static PageQuery parse(Parameters sent) {
    QueryParameters query = new QueryParameters(sent, List.of("symbol", "venue", "after", "limit"));
    return new PageQuery(
        query.symbol(),
        query.text("venue"),
        query.value(
            "after",
            JournalId::parse,
            "after must be the id of a record, for example 1770000000000-0"),
        query.limit(USUAL_LIMIT, MAX_LIMIT));
  }

  boolean covers(Market market) {
    return symbol.map(market.symbol()::equals).orElse(true)
        && venue.map(market.venue().name()::equals).orElse(true);
  }
}
