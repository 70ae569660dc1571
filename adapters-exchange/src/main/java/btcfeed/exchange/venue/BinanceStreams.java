package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.VenueOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an address means at Binance.
 *
 * <p>An address that names streams, {@code /ws/btcusdt@trade} or {@code
 * /stream?streams=btcusdt@trade}, decides about the markets: nothing is sent. At any other address
 * the line sends a {@code SUBSCRIBE} for the wanted markets. A host without a path gets {@code
 * /ws}.
 */
final class BinanceStreams {
  /** The name of a market's stream; its symbol in small letters. */
  static final String TRADES = "<small>@trade";

  private static final String TRADE = "@trade";

  // The quote currencies of Binance and Binance.US, to split the names of streams.
  private static final List<String> QUOTES =
      List.of(
          "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USDP", "USD1", "USDE", "DAI", "BTC", "ETH",
          "BNB", "EUR", "TRY", "BRL", "JPY", "ARS", "MXN", "COP", "CZK", "PLN", "RON", "ZAR", "UAH",
          "GBP", "AUD", "IDR", "IDRT", "AEUR", "EURI", "USD");

  private BinanceStreams() {}

  /**
   * The markets of the streams that an address names; empty if it names no streams. An {@code
   * IllegalArgumentException} says what is wrong with them.
   */
  static Optional<List<Symbol>> markets(VenueOptions options) {
    List<String> streams = options.url().map(BinanceStreams::streams).orElse(List.of());
    List<Symbol> markets =
        streams.stream()
            .filter(stream -> stream.toLowerCase(Locale.ROOT).endsWith(TRADE))
            .map(stream -> market(stream, options.symbols()))
            .toList();
    if (markets.isEmpty() && !streams.isEmpty()) {
      throw new IllegalArgumentException(
          "the address names no trade stream, only "
              + String.join(", ", streams)
              + "; a trade stream is named like btcusdt@trade");
    }
    return streams.isEmpty() ? Optional.empty() : Optional.of(markets);
  }

  /** The address with the path {@code /ws}, if it has none. */
  static URI withPath(URI uri) {
    if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
      return uri;
    }
    String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/ws" + query);
  }

  /** The streams that an address names; may be empty. */
  private static List<String> streams(URI uri) {
    List<String> streams = new ArrayList<>();
    int names = uri.getPath().lastIndexOf("/ws/");
    if (names >= 0) {
      streams.addAll(List.of(uri.getPath().substring(names + "/ws/".length()).split("/")));
    }
    for (String parameter : Optional.ofNullable(uri.getQuery()).orElse("").split("&")) {
      if (parameter.startsWith("streams=")) {
        streams.addAll(List.of(parameter.substring("streams=".length()).split("/")));
      }
    }
    streams.removeIf(String::isBlank);
    return streams;
  }

  /**
   * The market of {@code btcusdt@trade}: one of the known markets, else split before the longest
   * known quote currency.
   */
  private static Symbol market(String stream, List<Symbol> known) {
    String name = stream.substring(0, stream.length() - TRADE.length()).toUpperCase(Locale.ROOT);
    Stream<Symbol> split =
        QUOTES.stream()
            .filter(quote -> name.endsWith(quote) && name.length() > quote.length())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(quote -> new Symbol(name.substring(0, name.length() - quote.length()), quote));
    return Stream.concat(known.stream().filter(it -> (it.base() + it.quote()).equals(name)), split)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot tell base from quote in the stream '"
                        + stream
                        + "'; add the market to the symbols as BASE-QUOTE"));
  }
}
