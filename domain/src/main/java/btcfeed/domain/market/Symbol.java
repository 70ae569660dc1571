package btcfeed.domain.market;

import java.util.regex.Pattern;

/** A market in our spelling, {@code BASE-QUOTE}: {@code BTC-USDT}. USD and USDT are two markets. */
public record Symbol(String base, String quote) implements Comparable<Symbol> {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{2,12}");

  public Symbol {
    if (!CURRENCY.matcher(base).matches() || !CURRENCY.matcher(quote).matches()) {
      throw new IllegalArgumentException(
          "a symbol is BASE-QUOTE in capitals, for example BTC-USDT, was '"
              + base
              + "-"
              + quote
              + "'");
    }
  }

  /** Reads {@code BTC-USDT}. */
  public static Symbol parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(
          "a symbol is BASE-QUOTE in capitals, for example BTC-USDT, was '" + text + "'");
    }
    return new Symbol(text.substring(0, dash), text.substring(dash + 1));
  }

  @Override
  public int compareTo(Symbol other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return base + "-" + quote;
  }
}
