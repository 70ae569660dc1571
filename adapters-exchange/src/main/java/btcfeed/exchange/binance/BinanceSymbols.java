package btcfeed.exchange.binance;

import btcfeed.domain.market.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How Binance spells a market: {@code BTCUSDT} in messages, {@code btcusdt} in addresses. */
final class BinanceSymbols {
  /** Against these Binance is known to list BTC. It has no markets against plain dollars. */
  static final Set<String> LISTED_QUOTES = Set.of("USDT");

  // The quote currencies of Binance and Binance.US, to split the names of streams.
  private static final List<String> QUOTES =
      List.of(
          "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USDP", "USD1", "USDE", "DAI", "BTC", "ETH",
          "BNB", "EUR", "TRY", "BRL", "JPY", "ARS", "MXN", "COP", "CZK", "PLN", "RON", "ZAR", "UAH",
          "GBP", "AUD", "IDR", "IDRT", "AEUR", "EURI", "USD");

  private BinanceSymbols() {}

  /** {@code BTCUSDT}. */
  static String inMessages(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }

  /** {@code btcusdt@trade}. */
  static String stream(Symbol symbol) {
    return inMessages(symbol).toLowerCase(Locale.ROOT) + "@trade";
  }

  /**
   * The market of {@code btcusdt}: one of the known markets, else split before the longest known
   * quote currency.
   */
  static Optional<Symbol> parse(String name, List<Symbol> known) {
    String capitals = name.toUpperCase(Locale.ROOT);
    Optional<Symbol> match =
        known.stream().filter(symbol -> inMessages(symbol).equals(capitals)).findFirst();
    return match.isPresent()
        ? match
        : QUOTES.stream()
            .filter(quote -> capitals.endsWith(quote) && capitals.length() > quote.length())
            .max((a, b) -> Integer.compare(a.length(), b.length()))
            .map(
                quote ->
                    new Symbol(capitals.substring(0, capitals.length() - quote.length()), quote));
  }
}
