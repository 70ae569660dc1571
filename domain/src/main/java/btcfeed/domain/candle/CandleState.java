package btcfeed.domain.candle;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Trade;
import java.util.Optional;

/**
 * A candle as it is kept: with the last journal record that is in it, so that the journal may be
 * read again from anywhere before without a trade being counted twice.
 */
public record CandleState(Candle candle, JournalId upto) {
  /** Of a burst's trades only. */
  public static CandleState of(Burst burst) {
    return burst.bucket();
  }

  /** With a burst's trades in it, those that are not already. */
  public CandleState plus(Burst burst) {
    return burst.on(this);
  }

  /** With this trade in it; unchanged if it is already. */
  CandleState plus(JournalId id, Trade trade) {
    return id.isAfter(upto) ? new CandleState(candle.and(Candle.of(trade)), id) : this;
  }

  /** {@link Candle#text} and {@code upto}. */
  public String text() {
    return candle.text() + " " + upto;
  }

  /** Reads {@link #text}; empty if that is not what it is. */
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
