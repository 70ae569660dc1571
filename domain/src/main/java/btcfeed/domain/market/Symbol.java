package btcfeed.domain.market;

/** A market in our spelling, {@code BASE-QUOTE}: {@code BTC-USDT}. USD and USDT are two markets. */
public record Symbol(String base, String quote) implements Comparable<Symbol> {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 12;

  public Symbol {
    if (!isCurrency(base) || !isCurrency(quote)) {
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

  private static boolean isCurrency(String text) {
    boolean plain = text.length() >= SHORTEST && text.length() <= LONGEST;
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return plain;
  }

  @Override
  public int compareTo(Symbol other) {
    // As their texts: the dash comes before all that a base is made of.
    int byBase = base.compareTo(other.base);
    return byBase != 0 ? byBase : quote.compareTo(other.quote);
  }

  @Override
  public String toString() {
    return base + "-" + quote;
  }
}
