package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.json.ByteDictionary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The markets one line asks a venue for.
 *
 * @param symbols never empty, each once
 */
public record SubscribedMarkets(Venue venue, List<Symbol> symbols) {
  /** What is asked for where an operator names nothing. */
  public static final Set<Symbol> DEFAULT_WISHES =
      Set.of(Symbol.parse("BTC-USD"), Symbol.parse("BTC-USDT"));

  // Venues limit the requests a second, some to five.
  private static final int MOST_ALONE = 3;

  public SubscribedMarkets {
    symbols = symbols.stream().distinct().toList();
  }

  /**
   * The markets that one venue is asked for. Those an operator names are all asked for: whether a
   * venue lists them is for the venue to say. Of the default, {@link #DEFAULT_WISHES}, a venue is
   * asked only for what it is known to list.
   *
   * @param usualQuotes currencies against which the venue is known to list BTC
   */
  public static SubscribedMarkets wanted(
      Venue venue, List<Symbol> wishes, Set<String> usualQuotes) {
    boolean chosen = !DEFAULT_WISHES.equals(Set.copyOf(wishes));
    List<Symbol> asked =
        wishes.stream().filter(s -> chosen || usualQuotes.contains(s.quote())).toList();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          venue + " lists none of " + wishes + ", name another market in FEED_SYMBOLS");
    }
    return new SubscribedMarkets(venue, asked);
  }

  /** All of them. */
  public Set<Market> all() {
    return symbols.stream().map(symbol -> new Market(venue, symbol)).collect(Collectors.toSet());
  }

  /** From any of the venue's spellings to the market. */
  @SafeVarargs
  public final ByteDictionary<Optional<Market>> spelled(Function<Symbol, String>... spellings) {
    Map<String, Optional<Market>> markets = new HashMap<>();
    for (Symbol symbol : symbols) {
      for (Function<Symbol, String> spelling : spellings) {
        markets.put(spelling.apply(symbol), Optional.of(new Market(venue, symbol)));
      }
    }
    return new ByteDictionary<>(markets, Optional.empty());
  }

  /**
   * The same in parts, a request each. Most venues refuse a whole request for one market that they
   * do not list. So a few unusual markets are asked for one by one.
   *
   * @param usualQuotes currencies of the markets that are asked for together
   * @param most markets in one request
   */
  public List<SubscribedMarkets> requests(Set<String> usualQuotes, int most) {
    List<Symbol> usual = symbols.stream().filter(s -> usualQuotes.contains(s.quote())).toList();
    List<Symbol> unusual = symbols.stream().filter(s -> !usualQuotes.contains(s.quote())).toList();
    int alone = Math.min(unusual.size(), MOST_ALONE);
    List<SubscribedMarkets> parts = new ArrayList<>(inParts(usual, most));
    parts.addAll(inParts(unusual.subList(0, alone), 1));
    parts.addAll(inParts(unusual.subList(alone, unusual.size()), most));
    return List.copyOf(parts);
  }

  /** The texts of those requests, with any number of markets in one. */
  public List<String> requests(
      Set<String> usualQuotes, Function<SubscribedMarkets, String> request) {
    return requests(usualQuotes, Integer.MAX_VALUE).stream().map(request).toList();
  }

  private List<SubscribedMarkets> inParts(List<Symbol> some, int most) {
    List<SubscribedMarkets> parts = new ArrayList<>();
    for (int from = 0; from < some.size(); from += most) {
      parts.add(
          new SubscribedMarkets(venue, some.subList(from, Math.min(some.size(), from + most))));
    }
    return parts;
  }

  /** The markets as members of a JSON array: {@code "BTC-USD","BTC-USDT"}. */
  public String quoted(Function<Symbol, String> spelling) {
    return symbols.stream()
        .map(symbol -> "\"" + spelling.apply(symbol) + "\"")
        .collect(Collectors.joining(","));
  }
}
