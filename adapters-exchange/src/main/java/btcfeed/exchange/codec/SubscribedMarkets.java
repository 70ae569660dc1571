package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The markets that one line subscribes to.
 *
 * @param symbols never empty, each once
 */
public record SubscribedMarkets(Venue venue, List<Symbol> symbols) {
  /** The markets that are wanted where the operator names none. */
  public static final Set<Symbol> DEFAULT_WISHES =
      Set.of(Symbol.parse("BTC-USD"), Symbol.parse("BTC-USDT"));

  public SubscribedMarkets {
    symbols = symbols.stream().distinct().toList();
  }

  /**
   * The markets to subscribe to at one venue. Markets that the operator names are all subscribed to
   * and the venue may refuse them. Of the {@link #DEFAULT_WISHES} only those are that the venue is
   * known to list.
   *
   * @param listedQuotes the currencies against which the venue is known to list BTC
   */
  public static SubscribedMarkets wanted(
      Venue venue, List<Symbol> wishes, Set<String> listedQuotes) {
    boolean chosen = !DEFAULT_WISHES.equals(Set.copyOf(wishes));
    List<Symbol> symbols =
        wishes.stream().filter(it -> chosen || listedQuotes.contains(it.quote())).toList();
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException(
          venue + " lists none of " + wishes + ", name another market in FEED_SYMBOLS");
    }
    return new SubscribedMarkets(venue, symbols);
  }

  /** The same; an {@code IllegalArgumentException} if a connection cannot carry so many. */
  public SubscribedMarkets atMost(int most) {
    if (symbols.size() > most) {
      throw new IllegalArgumentException(
          venue + " carries at most " + most + " markets a line, asked were " + symbols.size());
    }
    return this;
  }

  /** The markets as a set. */
  public Set<Market> all() {
    return symbols.stream().map(symbol -> new Market(venue, symbol)).collect(Collectors.toSet());
  }

  /** The markets by the venue's names of them, and by their channels. */
  public ByteDictionary<Optional<Market>> spelled(
      Function<Symbol, String> names, Function<Symbol, String> channels) {
    Map<String, Optional<Market>> markets = new HashMap<>();
    for (Symbol symbol : symbols) {
      Optional<Market> market = Optional.of(new Market(venue, symbol));
      markets.put(names.apply(symbol), market);
      markets.put(channels.apply(symbol), market);
    }
    return new ByteDictionary<>(markets, Optional.empty());
  }
}
