package btcfeed.exchange.binance;

import btcfeed.domain.market.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How Binance spells a market: {@code BTCUSDT} in messages, {@code btcusdt} in addresses. */
final class BinanceSymbols {
  // Quote currencies of spot markets there and at Binance.US.
  private static final List<String> QUOTES =
      List.of(
          "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USDP", "USD1", "USDE", "DAI", "BTC", "ETH",
          "BNB", "EUR", "TRY", "BRL", "JPY", "ARS", "MXN", "COP", "CZK", "PLN", "RON", "ZAR", "UAH",
          "GBP", "AUD", "IDR", "IDRT", "AEUR", "EURI", "USD");

  private BinanceSymbols() {}

  /** True if Binance may list it: it has no markets against plain dollars. */
  static boolean listed(Symbol symbol) {
    return !symbol.quote().equals("USD");
  }

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
            .filter(quote -> capitals.endsWith(quote) && capitals.length() > quote.length() + 1)
            .max((a, b) -> Integer.compare(a.length(), b.length()))
            .filter(_ -> capitals.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c)))
            .map(
                quote ->
                    new Symbol(capitals.substring(0, capitals.length() - quote.length()), quote));
  }
}
