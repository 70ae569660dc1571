package btcfeed.domain.sequence;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Trades that are missing or may be missing.
 *
 * @param ids which trades; empty if only the time without a connected line is known
 * @param sinceUs venue time of the last trade before the gap, Unix microseconds
 * @param untilUs venue time of the first trade after it
 * @param trades how many of the trades arrived later
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

  /** A gap of sequential ids, both ends included. */
  public Gap(long fromId, long toId, long sinceUs, long untilUs, State state, long trades) {
    this(Optional.of(new Ids(fromId, toId)), sinceUs, untilUs, state, trades);
  }

  /** A time without a connected line. */
  public static Gap ofTime(long sinceUs, long untilUs, State state, long trades) {
    return new Gap(Optional.empty(), sinceUs, untilUs, state, trades);
  }

  /** How many trades the gap spans, if ids show it. */
  public OptionalLong width() {
    return ids.stream().mapToLong(range -> range.to() - range.from() + 1).findFirst();
  }

  /** True if both gaps are about the same trades. */
  public boolean sameAs(Gap other) {
    return ids.equals(other.ids) && sinceUs == other.sinceUs && untilUs == other.untilUs;
  }

  Gap as(State next) {
    return new Gap(ids, sinceUs, untilUs, next, trades);
  }

  /** The state of a gap. */
  public enum State {
    /** The trades are missing, and the back-fill searches for them. */
    OPEN("open"),
    /** Every trade arrived. */
    CLOSED("closed"),
    /** The missing trades cannot be fetched any more. */
    UNREPAIRABLE("unrepairable");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The value in {@code btc:gaps}. */
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
