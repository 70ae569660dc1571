package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.json.Words;
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
public record Markets(Venue venue, List<Symbol> symbols) {
  public Markets {
    symbols = symbols.stream().distinct().toList();
  }

  /**
   * The wanted markets against currencies the venue lists; an {@code IllegalArgumentException} says
   * what it would list if there is none.
   */
  public static Markets listed(Venue venue, List<Symbol> wanted, Set<String> quotes) {
    List<Symbol> listed = wanted.stream().filter(s -> quotes.contains(s.quote())).toList();
    if (listed.isEmpty()) {
      throw new IllegalArgumentException(
          venue
              + " lists none of "
              + wanted
              + ": its markets are against "
              + quotes.stream().sorted().collect(Collectors.joining(", ")));
    }
    return new Markets(venue, listed);
  }

  /** All of them. */
  public Set<Market> all() {
    return symbols.stream().map(symbol -> new Market(venue, symbol)).collect(Collectors.toSet());
  }

  /** From any of the venue's spellings to the market. */
  @SafeVarargs
  public final Words<Optional<Market>> spelled(Function<Symbol, String>... spellings) {
    Map<String, Optional<Market>> markets = new HashMap<>();
    for (Symbol symbol : symbols) {
      for (Function<Symbol, String> spelling : spellings) {
        markets.put(spelling.apply(symbol), Optional.of(new Market(venue, symbol)));
      }
    }
    return new Words<>(markets, Optional.empty());
  }

  /** The same in parts of at most so many markets: venues take only so many in one request. */
  public List<Markets> inParts(int most) {
    List<Markets> parts = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += most) {
      parts.add(new Markets(venue, symbols.subList(from, Math.min(symbols.size(), from + most))));
    }
    return List.copyOf(parts);
  }

  /** The markets as members of a JSON array: {@code "BTC-USD","BTC-USDT"}. */
  public String quoted(Function<Symbol, String> spelling) {
    return symbols.stream()
        .map(symbol -> "\"" + spelling.apply(symbol) + "\"")
        .collect(Collectors.joining(","));
  }
}
