package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a venue spells a market. */
interface Spelling {
  /** {@code BTC-USDT}. */
  Spelling DASH = Symbol::toString;

  /** {@code BTC_USDT}. */
  Spelling UNDERLINE = symbol -> symbol.base() + "_" + symbol.quote();

  /** {@code BTC/USD}. */
  Spelling SLASH = symbol -> symbol.base() + "/" + symbol.quote();

  /** {@code BTCUSDT}. */
  Spelling JOINED = symbol -> symbol.base() + symbol.quote();

  /** {@code btcusdt}. */
  Spelling SMALL = symbol -> JOINED.of(symbol).toLowerCase(Locale.ROOT);

  String of(Symbol symbol);

  /** Which of these it is. */
  default Optional<Symbol> read(String text, List<Symbol> symbols) {
    return symbols.stream().filter(symbol -> of(symbol).equals(text)).findFirst();
  }
}
