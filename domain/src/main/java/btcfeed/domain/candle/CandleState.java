package btcfeed.domain.candle;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Trade;
import java.util.Optional;

/**
 * A stored candle with the last journal record in it, so that reading the journal again counts no
 * trade twice.
 */
public record CandleState(Candle candle, JournalId upto) {
  public static CandleState of(Burst burst) {
    return burst.bucket();
  }

  /** Adds the trades of a burst that it lacks. */
  public CandleState plus(Burst burst) {
    return burst.mergedInto(this);
  }

  /** Adds a trade unless it has it. */
  CandleState plus(JournalId id, Trade trade) {
    return id.isAfter(upto) ? new CandleState(candle.and(Candle.of(trade)), id) : this;
  }

  /** {@link Candle#text} and {@code upto}. */
  public String text() {
    return candle.text() + " " + upto;
  }

  /** Reads {@link #text}; empty if it is invalid. */
  public static Optional<CandleState> parse(String text) {
    int blank = text.lastIndexOf(' ');
    if (blank < 0) {
      return Optional.empty();
    }
    try {
      JournalId upto = JournalId.parse(text.substring(blank + 1));
      return Candle.parse(text.substring(0, blank)).map(candle -> new CandleState(candle, upto));
    } catch (IllegalArgumentException no) {
      return Optional.empty();
    }
  }
}
