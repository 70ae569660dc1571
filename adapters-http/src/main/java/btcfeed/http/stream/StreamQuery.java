package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.http.api.QueryParameters;
import btcfeed.http.response.Problem.BadRequest;
import io.helidon.common.parameters.Parameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants to follow.
 *
 * @param kinds never empty
 * @param after only records after this one; empty for new records
 */
record StreamQuery(
    Optional<Symbol> symbol, Optional<String> venue, Set<Kind> kinds, Optional<JournalId> after) {
  private static final String ID_FORMAT =
      "after and Last-Event-ID must be ids of records, for example 1770000000000-0";

  /** The kinds of events of the stream. */
  enum Kind {
    TICK,
    GAP,
    INDEX,
    HEALTH;

    /** The name of the event. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #text}. */
    static Optional<Kind> parse(String text) {
      return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
  }

  /**
   * What an event is about.
   *
   * @param venue empty for an event about all venues
   */
  record Topic(Kind kind, Symbol symbol, Optional<String> venue) {
    static Topic of(Kind kind, Market market) {
      return new Topic(kind, market.symbol(), Optional.of(market.venue().name()));
    }
  }

  /**
   * Reads a request.
   *
   * @param lastEventId the header of a client that reconnects; it overrides {@code after}, because
   *     a browser repeats its first URL
   */
  static StreamQuery parse(Parameters sent, Optional<String> lastEventId) {
    QueryParameters query =
        new QueryParameters(sent, List.of("symbol", "venue", "events", "after"));
    Optional<Symbol> symbol = query.symbol();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : query.text("events").orElse("tick,gap,index,health").split(",", -1)) {
      kinds.add(
          Kind.parse(name)
              .orElseThrow(
                  () ->
                      new BadRequest(
                          "events must be some of tick, gap, index, health, separated by commas")));
    }
    Optional<JournalId> after = query.value("after", JournalId::parse, ID_FORMAT);
    Optional<JournalId> last =
        lastEventId
            .filter(id -> !id.isBlank())
            .map(id -> QueryParameters.parsed(id, JournalId::parse, ID_FORMAT));
    return new StreamQuery(symbol, query.text("venue"), kinds, last.or(() -> after));
  }

  /** A query that names a venue does not match events about all venues. */
  boolean wants(Topic topic) {
    return kinds.contains(topic.kind())
        && symbol.map(topic.symbol()::equals).orElse(true)
        && venue.map(name -> topic.venue().filter(name::equals).isPresent()).orElse(true);
  }

  /** True if every event from the journal is wanted. */
  boolean wantsAll() {
    return symbol.isEmpty()
        && venue.isEmpty()
        && kinds.containsAll(EnumSet.of(Kind.TICK, Kind.GAP, Kind.INDEX));
  }
}
