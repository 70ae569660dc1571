package btcfeed.domain.market;

/**
 * A market in our notation, {@code BASE-QUOTE}: {@code BTC-USDT}. USD and USDT are two markets.
 *
 * <p>A currency is 1 to 20 of the characters {@code A-Z} and {@code 0-9}, so a symbol needs no
 * escaping in keys, addresses, logs and the journal.
 *
 * <p>{@code XBT} is read as {@code BTC}, because two names would be two markets.
 */
public record Symbol(String base, String quote) implements Comparable<Symbol> {
  /** Most characters of a currency. */
  public static final int MAX_CURRENCY_CHARACTERS = 20;

  private static final String SHAPE =
      "a symbol is BASE-QUOTE in capitals, for example BTC-USDT, each 1 to "
          + MAX_CURRENCY_CHARACTERS
          + " of A-Z and 0-9";

  // Longer texts are shortened.
  private static final int MAX_QUOTED_CHARACTERS = 48;

  public Symbol {
    requireCurrency(base);
    requireCurrency(quote);
    base = canonical(base);
    quote = canonical(quote);
  }

  /** Reads {@code BTC-USDT}; an {@code IllegalArgumentException} names what is invalid. */
  public static Symbol parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(SHAPE + "; " + quoted(text) + " has no dash");
    }
    return new Symbol(text.substring(0, dash), text.substring(dash + 1));
  }

  private static void requireCurrency(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(SHAPE + "; a currency is missing");
    }
    if (text.length() > MAX_CURRENCY_CHARACTERS) {
      throw new IllegalArgumentException(
          SHAPE + "; " + quoted(text) + " has " + text.length() + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        throw new IllegalArgumentException(
            SHAPE
                + "; "
                + sign(text.codePointAt(i))
                + " in "
                + quoted(text)
                + " is not taken, only A-Z and 0-9 are");
      }
    }
  }

  /** A printable character as itself, any other one as its code. */
  private static String sign(int character) {
    return Character.isLetterOrDigit(character) || (character > ' ' && character < 0x7F)
        ? "'" + Character.toString(character) + "'"
        : "the character U+%04X".formatted(character);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints()
        .limit(MAX_QUOTED_CHARACTERS)
        .map(c -> Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7F) ? c : '?')
        .forEach(quoted::appendCodePoint);
    return quoted.append(text.length() > MAX_QUOTED_CHARACTERS ? "...'" : "'").toString();
  }

  private static String canonical(String currency) {
    return currency.equals("XBT") ? "BTC" : currency;
  }

  @Override
  public int compareTo(Symbol other) {
    // The order of the texts, because the dash sorts before A-Z and 0-9.
    int byBase = base.compareTo(other.base);
    return byBase != 0 ? byBase : quote.compareTo(other.quote);
  }

  @Override
  public String toString() {
    return base + "-" + quote;
  }
}
