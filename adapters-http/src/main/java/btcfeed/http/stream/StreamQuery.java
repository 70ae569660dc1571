package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
  private static final Set<String> KNOWN = Set.of("symbol", "venue", "events", "after");

  /** Whether it can be understood. */
  sealed interface Parsed {
    record Fine(StreamQuery query) implements Parsed {}

    /** What is wrong with it, without repeating what was sent. */
    record Wrong(String detail) implements Parsed {}
  }

  /**
   * Reads a request.
   *
   * @param lastEventId the header a client sends that was here before; it outweighs {@code after},
   *     because a browser asks again with the address it had in the beginning
   */
  static Parsed parse(Parameters query, Optional<String> lastEventId) {
    if (query.names().stream().anyMatch(name -> !KNOWN.contains(name))) {
      return new Parsed.Wrong(
          "there are the parameters symbol, venue, events, after, and no others");
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
    Set<StreamKind> kinds = EnumSet.noneOf(StreamKind.class);
    for (String name : text(query, "events").orElse("tick,gap,index,health").split(",", -1)) {
      Optional<StreamKind> kind = StreamKind.parse(name);
      if (kind.isEmpty()) {
        return new Parsed.Wrong("events are some of tick, gap, index, health, with commas between");
      }
      kinds.add(kind.get());
    }
    Optional<JournalId> after;
    try {
      Optional<JournalId> asked = text(query, "after").map(JournalId::parse);
      after = lastEventId.filter(id -> !id.isBlank()).map(JournalId::parse).or(() -> asked);
    } catch (IllegalArgumentException e) {
      return new Parsed.Wrong(
          "after and Last-Event-ID are ids of records, for example 1770000000000-0");
    }
    return new Parsed.Fine(new StreamQuery(symbol, text(query, "venue"), kinds, after));
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

  private static Optional<String> text(Parameters query, String name) {
    return query.first(name).asOptional();
  }
}
