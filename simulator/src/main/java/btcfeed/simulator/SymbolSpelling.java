package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a venue spells a market. */
public interface SymbolSpelling {
  /** {@code BTC-USDT}. */
  SymbolSpelling DASH = Symbol::toString;

  /** {@code BTC_USDT}. */
  SymbolSpelling UNDERLINE = symbol -> symbol.base() + "_" + symbol.quote();

  /** {@code BTC/USD}. */
  SymbolSpelling SLASH = symbol -> symbol.base() + "/" + symbol.quote();

  /** {@code BTCUSDT}. */
  SymbolSpelling JOINED = symbol -> symbol.base() + symbol.quote();

  /** {@code btcusdt}. */
  SymbolSpelling SMALL = symbol -> JOINED.of(symbol).toLowerCase(Locale.ROOT);

  String of(Symbol symbol);

  /** The symbol that this text spells; empty if none of them. */
  default Optional<Symbol> read(String text, List<Symbol> symbols) {
    return symbols.stream().filter(symbol -> of(symbol).equals(text)).findFirst();
  }
}
