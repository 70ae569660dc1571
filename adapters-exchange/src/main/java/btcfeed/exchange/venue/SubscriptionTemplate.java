package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes the messages that subscribe to markets at a venue from its templates: JSON with single
 * quotes. In a request {@code <markets>} stands for its markets and {@code <number>} for its
 * number. One market is written with {@code <channel>}, {@code <symbol>} or {@code <market>}
 * ({@code BTC-USD}), and a channel with {@code <symbol>}, or {@code <small>} for small letters.
 *
 * <p>Most venues refuse a whole request because of one market that they do not list. So up to three
 * markets that the venue is not known to list get a request of their own. More of them share one:
 * venues limit the requests per second, some to five.
 */
record SubscriptionTemplate(VenueDescription venue) {
  private static final int MOST_APART = 3;

  /** All messages, in order. */
  List<String> messages(List<Symbol> wanted) {
    List<List<Symbol>> groups = groups(wanted);
    List<String> messages = new ArrayList<>();
    venue.sendFirst.ifPresent(messages::add);
    for (int i = 0; i < groups.size(); i++) {
      messages.add(fill(venue.request, groups.get(i)).replace("<number>", Integer.toString(i + 1)));
    }
    venue.sendLast.ifPresent(it -> messages.add(fill(it, groups.getFirst())));
    return messages.stream().map(VenueDescription::json).toList();
  }

  /** How many of the messages do not count as requests. */
  int unanswered() {
    return (venue.sendFirst.isPresent() ? 1 : 0) + (venue.sendLast.isPresent() ? 1 : 0);
  }

  String channel(Symbol symbol) {
    String spelled = venue.symbol.apply(symbol);
    return venue
        .channel
        .replace("<symbol>", spelled)
        .replace("<small>", spelled.toLowerCase(Locale.ROOT));
  }

  private String fill(String template, List<Symbol> group) {
    return template.replace(
        "<markets>", group.stream().map(this::fill).collect(Collectors.joining(",")));
  }

  private String fill(Symbol symbol) {
    return venue
        .requestedMarket
        .replace("<channel>", channel(symbol))
        .replace("<symbol>", venue.symbol.apply(symbol))
        .replace("<market>", symbol.toString());
  }

  private List<List<Symbol>> groups(List<Symbol> wanted) {
    if (!venue.unlistedApart) {
      return parts(wanted, venue.marketsPerRequest);
    }
    List<Symbol> listed =
        wanted.stream().filter(it -> venue.listedQuotes.contains(it.quote())).toList();
    List<Symbol> others = wanted.stream().filter(it -> !listed.contains(it)).toList();
    int alone = Math.min(others.size(), MOST_APART);
    List<List<Symbol>> groups = new ArrayList<>(parts(listed, venue.marketsPerRequest));
    groups.addAll(parts(others.subList(0, alone), 1));
    groups.addAll(parts(others.subList(alone, others.size()), venue.marketsPerRequest));
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
