package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The messages that subscribe to markets, as templates: JSON with single quotes.
 *
 * <p>Most venues refuse a whole request because of one market that they do not list. So up to three
 * markets that the venue is not known to list get a request of their own. More of them share one:
 * venues limit the requests per second, some to five.
 *
 * @param symbols the spelling of a market
 * @param channels the name of a market's channel, with {@code <symbol>}, or {@code <small>} for
 *     small letters
 * @param message one request, {@code <markets>} in the place of its markets and {@code <number>} in
 *     the place of its number
 * @param market one market of a request, with {@code <channel>}, {@code <symbol>} or {@code
 *     <market>} ({@code BTC-USD})
 * @param mostMarkets how many markets fit into a request
 * @param apart the listed currencies; empty if the venue answers for each market by itself
 * @param first a message to send before the requests
 * @param last a message to send after them, with the markets of the first request
 */
record SubscriptionTemplate(
    Function<Symbol, String> symbols,
    String channels,
    String message,
    String market,
    int mostMarkets,
    Optional<Set<String>> apart,
    Optional<String> first,
    Optional<String> last) {
  private static final int MOST_APART = 3;

  /** All messages, in order. */
  List<String> messages(List<Symbol> wanted) {
    List<List<Symbol>> groups = groups(wanted);
    List<String> messages = new ArrayList<>();
    first.ifPresent(messages::add);
    for (int i = 0; i < groups.size(); i++) {
      messages.add(fill(message, groups.get(i)).replace("<number>", Integer.toString(i + 1)));
    }
    last.ifPresent(it -> messages.add(fill(it, groups.getFirst())));
    return messages.stream().map(text -> text.replace('\'', '"')).toList();
  }

  /** How many of the messages do not count as requests. */
  int unanswered() {
    return (first.isPresent() ? 1 : 0) + (last.isPresent() ? 1 : 0);
  }

  String channel(Symbol symbol) {
    String spelled = symbols.apply(symbol);
    return channels
        .replace("<symbol>", spelled)
        .replace("<small>", spelled.toLowerCase(Locale.ROOT));
  }

  private String fill(String template, List<Symbol> group) {
    return template.replace(
        "<markets>", group.stream().map(this::fill).collect(Collectors.joining(",")));
  }

  private String fill(Symbol symbol) {
    return market
        .replace("<channel>", channel(symbol))
        .replace("<symbol>", symbols.apply(symbol))
        .replace("<market>", symbol.toString());
  }

  private List<List<Symbol>> groups(List<Symbol> wanted) {
    if (apart.isEmpty()) {
      return parts(wanted, mostMarkets);
    }
    List<Symbol> listed = wanted.stream().filter(it -> apart.get().contains(it.quote())).toList();
    List<Symbol> others = wanted.stream().filter(it -> !listed.contains(it)).toList();
    int alone = Math.min(others.size(), MOST_APART);
    List<List<Symbol>> groups = new ArrayList<>(parts(listed, mostMarkets));
    groups.addAll(parts(others.subList(0, alone), 1));
    groups.addAll(parts(others.subList(alone, others.size()), mostMarkets));
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
