package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.SubscribedMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The messages that subscribe to markets, as templates: JSON with single quotes.
 *
 * <p>Most venues refuse a whole request because of one market that they do not list. So up to three
 * markets that the venue is not known to list get a request of their own. More of them share one:
 * venues limit the requests per second, some to five.
 *
 * @param message one request, {@code <markets>} in the place of its markets
 * @param market one market of a request, see {@link Spelling#fill}
 * @param mostMarkets how many markets fit into a request
 * @param unlistedApart false if the venue answers for each market and refuses each by itself
 * @param first a message to send before the requests
 * @param last a message to send after them, with the markets of the first request
 */
record Requests(
    String message,
    String market,
    int mostMarkets,
    boolean unlistedApart,
    Optional<String> first,
    Optional<String> last) {
  private static final int MOST_APART = 3;

  /** All messages, in order. */
  List<String> messages(SubscribedMarkets markets, Spelling spelling, Set<String> listedQuotes) {
    List<List<Symbol>> groups = groups(markets.symbols(), listedQuotes);
    List<String> messages = new ArrayList<>();
    first.ifPresent(messages::add);
    groups.forEach(group -> messages.add(fill(message, group, spelling)));
    last.ifPresent(it -> messages.add(fill(it, groups.getFirst(), spelling)));
    return messages.stream().map(text -> text.replace('\'', '"')).toList();
  }

  /** How many of the messages do not count as requests. */
  int unanswered() {
    return (first.isPresent() ? 1 : 0) + (last.isPresent() ? 1 : 0);
  }

  private String fill(String template, List<Symbol> symbols, Spelling spelling) {
    return template.replace(
        "<markets>",
        symbols.stream()
            .map(symbol -> spelling.fill(market, symbol))
            .collect(Collectors.joining(",")));
  }

  private List<List<Symbol>> groups(List<Symbol> symbols, Set<String> listedQuotes) {
    if (!unlistedApart) {
      return parts(symbols, mostMarkets);
    }
    List<Symbol> listed = symbols.stream().filter(it -> listedQuotes.contains(it.quote())).toList();
    List<Symbol> others =
        symbols.stream().filter(it -> !listedQuotes.contains(it.quote())).toList();
    int apart = Math.min(others.size(), MOST_APART);
    List<List<Symbol>> groups = new ArrayList<>(parts(listed, mostMarkets));
    groups.addAll(parts(others.subList(0, apart), 1));
    groups.addAll(parts(others.subList(apart, others.size()), mostMarkets));
    return groups;
  }

  private static List<List<Symbol>> parts(List<Symbol> symbols, int most) {
    List<List<Symbol>> parts = new ArrayList<>();
    int size = Math.min(most, Math.max(1, symbols.size()));
    for (int from = 0; from < symbols.size(); from += size) {
      parts.add(symbols.subList(from, Math.min(symbols.size(), from + size)));
    }
    return parts;
  }
}
