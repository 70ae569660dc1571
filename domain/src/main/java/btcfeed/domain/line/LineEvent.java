package btcfeed.domain.line;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An event of an open connection. */
public sealed interface LineEvent {
  /**
   * The venue announced the newest trade of a market, in a heartbeat or in a trade from before the
   * subscription. The trade itself is not part of the event. Sequential ids only.
   *
   * @param receiveTimeUs wall time of the announcement, Unix microseconds
   */
  record Reached(Market market, TradeId id, long receiveTimeUs) implements LineEvent {}

  /** The venue confirmed the subscription. */
  record Confirmed() implements LineEvent {}

  /**
   * Trades of one message, or of several that arrived together, in order of arrival, never empty.
   *
   * @param receiveTimeUs wall time when their last byte arrived, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  record Trades(List<Trade> trades, long receiveTimeUs, long receiveNanos) implements LineEvent {}

  /** A ping, a pong or a heartbeat. Not data. */
  record Heartbeat() implements LineEvent {}

  /**
   * The venue refused the subscription, or the subscription to one of several markets. What it
   * granted continues.
   *
   * @param detail the venue's own words
   */
  record SubscriptionRefused(String detail, Refusal kind) implements LineEvent {}

  /** The venue will close this connection within this time. */
  record PlannedClose(String detail, Duration within) implements LineEvent {}

  /**
   * Input that cannot be used; the connection continues. A message with many bad rows makes only a
   * few of these events: the last one counts the remaining rows.
   *
   * @param sample the start of the message, safe to log
   * @param symbol the market, if known
   * @param count how many parts of the message this event stands for, at least 1
   */
  record Bad(BadInput reason, String sample, Optional<Symbol> symbol, int count)
      implements LineEvent {
    public Bad {
      if (count < 1) {
        throw new IllegalArgumentException("at least one part is reported, was " + count);
      }
    }

    /** A single part. */
    public Bad(BadInput reason, String sample, Optional<Symbol> symbol) {
      this(reason, sample, symbol, 1);
    }
  }

  /**
   * What can be used of a message that was cut when the connection ended: complete trades, and at
   * most one trade of which only the id arrived. {@link Closed} is next.
   *
   * @param trades possibly none
   * @param receiveTimeUs wall time when the last bytes arrived, Unix microseconds
   * @param receiveNanos the same moment on the monotonic clock
   */
  record Cut(List<Trade> trades, Optional<Name> missed, long receiveTimeUs, long receiveNanos)
      implements LineEvent {
    /** The market and id of a trade. */
    public record Name(Market market, TradeId id) {}
  }

  /** The connection is closed; the last event. */
  record Closed(String detail) implements LineEvent {}
}
