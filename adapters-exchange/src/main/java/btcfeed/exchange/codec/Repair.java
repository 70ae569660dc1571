package btcfeed.exchange.codec;

/**
 * What a venue can be asked for afterwards, when trades did not come.
 *
 * @param trades of a {@link Kind#WINDOW}, how many; else zero
 */
public record Repair(Kind kind, int trades) {
  /** Any range of ids. */
  public static final Repair BY_ID = new Repair(Kind.BY_ID, 0);

  /** Any range of time, within days at least. */
  public static final Repair BY_TIME = new Repair(Kind.BY_TIME, 0);

  /** Nothing. */
  public static final Repair NONE = new Repair(Kind.NONE, 0);

  /** How it is asked. */
  public enum Kind {
    BY_ID,
    BY_TIME,
    WINDOW,
    NONE
  }

  /** The last so many trades of a market, and no older ones. */
  public static Repair window(int trades) {
    return new Repair(Kind.WINDOW, trades);
  }

  /** For tables and answers: {@code by id}, {@code last 60}. */
  public String text() {
    return switch (kind) {
      case BY_ID -> "by id";
      case BY_TIME -> "by time";
      case WINDOW -> "last " + trades;
      case NONE -> "none";
    };
  }
}
