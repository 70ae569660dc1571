package btcfeed.domain.market;

/** A venue's id of a trade, unique within a {@link Market}. */
public sealed interface TradeId {
  /** The largest numeric id; texts of this length compare as numbers do. */
  String LARGEST = Long.toString(Long.MAX_VALUE);

  /** Most characters of an id. */
  int MAX_CHARACTERS = 64;

  /** In the venue's notation. */
  String text();

  static TradeId of(long number) {
    return new Numbered(number);
  }

  /** Digits without a leading zero that fit into a {@code long} are a number, the rest a name. */
  static TradeId of(String text) {
    return isNumber(text) ? new Numbered(Long.parseLong(text)) : new Named(text);
  }

  private static boolean isNumber(String text) {
    return text.length() <= 19
        && isAllWithin(text, '0', '9')
        && (text.length() == 1 || text.charAt(0) != '0')
        && (text.length() < 19 || text.compareTo(LARGEST) <= 0);
  }

  private static boolean isAllWithin(String text, char lowest, char highest) {
    boolean within = !text.isEmpty();
    for (int i = 0; within && i < text.length(); i++) {
      within = text.charAt(i) >= lowest && text.charAt(i) <= highest;
    }
    return within;
  }

  /** A numeric id, as of Binance, Coinbase or Kraken. Not negative. */
  record Numbered(long number) implements TradeId {
    public Numbered {
      if (number < 0) {
        throw new IllegalArgumentException("a trade id is not negative, was " + number);
      }
    }

    @Override
    public String text() {
      return Long.toString(number);
    }
  }

  /** Any other id, as of MEXC, Bitget or KuCoin. 1 to 64 printable ASCII characters. */
  record Named(String text) implements TradeId {
    public Named {
      if (text.length() > MAX_CHARACTERS || !isAllWithin(text, '!', '~')) {
        throw new IllegalArgumentException("a trade id is 1 to 64 printable characters");
      }
    }
  }
}
