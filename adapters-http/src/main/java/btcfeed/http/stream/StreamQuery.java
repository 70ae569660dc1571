package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Symbol;
import btcfeed.http.api.Parsed;
import btcfeed.http.api.QueryParameters;
import io.helidon.common.parameters.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants to follow.
 *
 * @param kinds never empty
 * @param after behind which record; from now on if empty
 */
record StreamQuery(
    Optional<Symbol> symbol,
    Optional<String> venue,
    Set<StreamKind> kinds,
    Optional<JournalId> after) {
  private static final List<String> KNOWN = List.of("symbol", "venue", "events", "after");

  private static final String PLACE =
      "after and Last-Event-ID are ids of records, for example 1770000000000-0";

  /**
   * Reads a request.
   *
   * @param lastEventId the header a client sends that was here before; it outweighs {@code after},
   *     because a browser asks again with the address it had in the beginning
   */
  static Parsed<StreamQuery> parse(Parameters sent, Optional<String> lastEventId) {
    return QueryParameters.parse(sent, KNOWN, query -> read(query, lastEventId));
  }

  private static StreamQuery read(QueryParameters query, Optional<String> lastEventId) {
    Optional<Symbol> symbol = query.symbol();
    Set<StreamKind> kinds = EnumSet.noneOf(StreamKind.class);
    for (String name : query.text("events").orElse("tick,gap,index,health").split(",", -1)) {
      kinds.add(
          StreamKind.parse(name)
              .orElseThrow(
                  () ->
                      QueryParameters.wrong(
                          "events are some of tick, gap, index, health, with commas between")));
    }
    Optional<JournalId> asked = query.value("after", JournalId::parse, PLACE);
    Optional<JournalId> after =
        lastEventId
            .filter(id -> !id.isBlank())
            .map(id -> QueryParameters.checked(id, JournalId::parse, PLACE))
            .or(() -> asked);
    return new StreamQuery(symbol, query.text("venue"), kinds, after);
  }

  /** True if an event about this is wanted; one about all venues is not, where one was named. */
  boolean wants(StreamTopic topic) {
    return kinds.contains(topic.kind())
        && symbol.map(topic.symbol()::equals).orElse(true)
        && venue.map(name -> topic.venue().filter(name::equals).isPresent()).orElse(true);
  }

  /** True if everything the journal holds is wanted. */
  boolean wantsAll() {
    return symbol.isEmpty()
        && venue.isEmpty()
        && kinds.contains(StreamKind.TICK)
        && kinds.contains(StreamKind.GAP)
        && kinds.contains(StreamKind.INDEX);
  }
}
