package btcfeed.domain.line;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a line reports while it is open. */
public sealed interface LineEvent {
  /**
   * The newest trade of a market, by the venue's word: it comes with a heartbeat, or as a trade
   * from before the subscription. That trade itself is not said; of ids that count only.
   *
   * @param receiveTimeUs wall time when that was said, Unix microseconds
   */
  record Reached(Market market, TradeId id, long receiveTimeUs) implements LineEvent {}

  /** The venue confirmed the subscription. */
  record Confirmed() implements LineEvent {}

  /**
   * Trades of one message or of several that arrived together, in the order they came, never empty.
   *
   * @param receiveTimeUs wall time when their last byte reached us, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  record Trades(List<Trade> trades, long receiveTimeUs, long receiveNanos) implements LineEvent {}

  /** The venue is there: a ping, a pong, a heartbeat. Not data. */
  record Heartbeat() implements LineEvent {}

  /**
   * The venue refused the subscription, or that to one market of several, in its own words. What it
   * granted goes on.
   */
  record SubscriptionRefused(String detail, Refusal kind) implements LineEvent {}

  /** The venue will close this connection: have another one up before. */
  record PlannedClose(String detail, Duration within) implements LineEvent {}

  /**
   * Something could not be used; the line goes on. A message with many bad rows makes a few of
   * these only: the last one counts the rows that have none of their own.
   *
   * @param sample the beginning of the message, fit for a log
   * @param symbol the market, where it is known
   * @param count how many parts of the message this reports, at least 1
   */
  record Bad(BadInput reason, String sample, Optional<Symbol> symbol, int count)
      implements LineEvent {
    public Bad {
      if (count < 1) {
        throw new IllegalArgumentException("at least one part is reported, was " + count);
      }
    }

    /** One part. */
    public Bad(BadInput reason, String sample, Optional<Symbol> symbol) {
      this(reason, sample, symbol, 1);
    }
  }

  /**
   * What is left of a message that was cut when the connection ended: trades that came whole, and
   * at most one that did not, but whose name did. {@link Closed} is next.
   *
   * @param trades maybe none
   * @param receiveTimeUs wall time when the last bytes reached us, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  record Cut(List<Trade> trades, Optional<Name> missed, long receiveTimeUs, long receiveNanos)
      implements LineEvent {
    /** Which trade. */
    public record Name(Market market, TradeId id) {}
  }

  /** The connection is gone; the last event of a line. */
  record Closed(String detail) implements LineEvent {}
}
