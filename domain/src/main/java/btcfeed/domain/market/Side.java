package btcfeed.domain.market;

/** The aggressor's side: who crossed the spread. */
public enum Side {
  BUY("buy"),
  SELL("sell"),
  UNKNOWN("unknown");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  /** The value in {@code btc:ticks}. */
  public String text() {
    return text;
  }

  /** Reads {@link #text}. */
  public static Side parse(String text) {
    for (Side side : values()) {
      if (side.text.equals(text)) {
        return side;
      }
    }
    throw new IllegalArgumentException("a side is buy, sell or unknown, was '" + text + "'");
  }
}
