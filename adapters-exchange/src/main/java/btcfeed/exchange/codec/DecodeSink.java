package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.Optional;

/** Receives what a {@link FrameDecoder} found in messages, in their order. */
public interface DecodeSink {
  /** A new trade. Trades of one message come oldest first. */
  void trade(Trade trade);

  /** The subscription is confirmed. Called once per connection. */
  void confirmed();

  /** A sign of life without other content. */
  void heartbeat();

  /**
   * The newest trade of a market that the venue announces: in a heartbeat, or as a trade from
   * before the subscription. Only for sequential ids.
   */
  void reached(Market market, TradeId id);

  /** A text to send to the venue. */
  void reply(String text);

  /** The venue takes requests from now on; see {@link Subscription#afterWelcome}. */
  void welcome();

  /** The venue refused the subscription, or a part of it, for this reason. */
  void refused(String detail);

  /** The venue will close the connection within that time. */
  void plannedClose(String detail, Duration within);

  /**
   * Parts of the message could not be used.
   *
   * @param count how many, at least 1
   */
  void bad(BadInput reason, Optional<Symbol> symbol, int count);

  /** The message could not be used. */
  default void bad(BadInput reason) {
    bad(reason, Optional.empty(), 1);
  }
}
