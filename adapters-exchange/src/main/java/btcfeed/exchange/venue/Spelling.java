package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import java.util.function.Function;

/**
 * How a venue spells a market.
 *
 * @param symbols the spelling of the market itself
 * @param channels a template for the name of its channel, where messages contain that
 */
record Spelling(Function<Symbol, String> symbols, String channels) {
  String symbol(Symbol symbol) {
    return symbols.apply(symbol);
  }

  String channel(Symbol symbol) {
    return channels.replace("<symbol>", symbol(symbol));
  }

  /** The template with {@code <channel>}, {@code <symbol>} and {@code <market>} filled in. */
  String fill(String template, Symbol symbol) {
    return template
        .replace("<channel>", channel(symbol))
        .replace("<symbol>", symbol(symbol))
        .replace("<market>", symbol.toString());
  }
}
