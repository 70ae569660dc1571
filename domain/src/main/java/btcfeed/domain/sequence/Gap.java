package btcfeed.domain.sequence;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Trades a venue must have made, or may have made, and we have not seen.
 *
 * @param ids which, where ids count; empty where only the time without a listening line is known
 * @param sinceUs venue time of the last trade before it, Unix microseconds
 * @param untilUs venue time of the first trade after it
 * @param trades how many of them arrived after all
 */
public record Gap(Optional<Ids> ids, long sinceUs, long untilUs, State state, long trades) {
  /** Trade ids, both ends included. */
  public record Ids(long from, long to) {
    public Ids {
      if (from > to) {
        throw new IllegalArgumentException("a gap runs upwards, was " + from + ".." + to);
      }
    }
  }

  /** Of ids that count, both ends included. */
  public Gap(long fromId, long toId, long sinceUs, long untilUs, State state, long trades) {
    this(Optional.of(new Ids(fromId, toId)), sinceUs, untilUs, state, trades);
  }

  /** Of a time in which nobody listened. */
  public static Gap ofTime(long sinceUs, long untilUs, State state, long trades) {
    return new Gap(Optional.empty(), sinceUs, untilUs, state, trades);
  }

  /** How many trades it spans, where ids tell. */
  public OptionalLong width() {
    return ids.stream().mapToLong(range -> range.to() - range.from() + 1).findFirst();
  }

  /** True if both are about the same trades. */
  public boolean sameAs(Gap other) {
    return ids.equals(other.ids) && sinceUs == other.sinceUs && untilUs == other.untilUs;
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
