package btcfeed.domain.sequence;

/**
 * Trade ids a venue must have used and we have not seen, both ends included.
 *
 * @param sinceUs venue time of the last trade before it, Unix microseconds
 * @param untilUs venue time of the first trade after it
 * @param trades how many of them arrived after all
 */
public record Gap(long fromId, long toId, long sinceUs, long untilUs, State state, long trades) {
  public Gap {
    if (fromId > toId) {
      throw new IllegalArgumentException("a gap runs upwards, was " + fromId + ".." + toId);
    }
  }

  /** How many trades it spans. */
  public long width() {
    return toId - fromId + 1;
  }

  /** What is known of a gap. */
  public enum State {
    /** Missing, and sought. */
    OPEN("open"),
    /** Every trade of it arrived. */
    CLOSED("closed"),
    /** Given up: the rest of it will never come. */
    UNREPAIRABLE("unrepairable");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As it stands in {@code btc:gaps}. */
    public String text() {
      return text;
    }

    /** Reads {@link #text}. */
    public static State parse(String text) {
      for (State state : values()) {
        if (state.text.equals(text)) {
          return state;
        }
      }
      throw new IllegalArgumentException(
          "a gap is open, closed or unrepairable, was '" + text + "'");
    }
  }
}
