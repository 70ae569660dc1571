package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.json.Words;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What most codecs do alike with markets and addresses. Pure. */
public final class Markets {
  private Markets() {}

  /** A dictionary from a venue's names of markets to the markets; all else means none. */
  public static Words<Optional<Market>> byName(
      Venue venue, List<Symbol> symbols, Function<Symbol, String> name) {
    Map<String, Optional<Market>> markets = new HashMap<>();
    symbols.forEach(
        symbol -> markets.put(name.apply(symbol), Optional.of(new Market(venue, symbol))));
    return new Words<>(markets, Optional.empty());
  }

  /** A JSON array of the names of markets. */
  public static String array(List<Symbol> symbols, Function<Symbol, String> name) {
    return symbols.stream()
        .map(symbol -> '"' + name.apply(symbol) + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The address if it is one of a WebSocket; else an {@code IllegalArgumentException} says so. */
  public static URI webSocket(URI uri) {
    boolean webSocket =
        Optional.ofNullable(uri.getScheme())
            .map(scheme -> scheme.toLowerCase(Locale.ROOT))
            .filter(scheme -> scheme.equals("ws") || scheme.equals("wss"))
            .isPresent();
    if (!webSocket || Optional.ofNullable(uri.getHost()).isEmpty()) {
      throw new IllegalArgumentException(
          "a WebSocket address is ws://HOST or wss://HOST, was '" + uri + "'");
    }
    return uri;
  }

  /** The markets wanted, each once; an {@code IllegalArgumentException} if there are none. */
  public static List<Symbol> wanted(VenueSettings settings) {
    List<Symbol> symbols = settings.symbols().stream().distinct().toList();
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("no market was asked for");
    }
    return symbols;
  }
}
