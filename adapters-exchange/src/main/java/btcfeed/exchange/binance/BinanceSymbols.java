package btcfeed.exchange.binance;

import btcfeed.domain.market.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How Binance spells a market: {@code BTCUSDT} in messages, {@code btcusdt} in addresses. */
final class BinanceSymbols {
  /** Of the default, what Binance lists: it has no markets against plain dollars. */
  static final Set<String> USUAL_QUOTES = Set.of("USDT");

  // Quote currencies of spot markets there and at Binance.US, to tell base from quote in the
  // streams an address names.
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
   * The market behind {@code btcusdt}, whose spelling does not say where base ends and quote
   * begins: one of the known markets, else split before a known quote currency.
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
