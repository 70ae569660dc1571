package btcfeed.domain.market;

/** How a trade reached us. */
public enum Origin {
  /** Delivered by a line. */
  LIVE("live"),
  /** Fetched later from the venue's history. */
  BACKFILL("backfill"),
  /** Read from a message that was cut. */
  RECOVERED("recovered");

  private final String text;

  Origin(String text) {
    this.text = text;
  }

  /** The value in {@code btc:ticks}. */
  public String text() {
    return text;
  }

  /** Reads {@link #text}. */
  public static Origin parse(String text) {
    for (Origin origin : values()) {
      if (origin.text.equals(text)) {
        return origin;
      }
    }
    throw new IllegalArgumentException(
        "an origin is live, backfill or recovered, was '" + text + "'");
  }
}
