package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.Optional;

/** Where a {@link FrameDecoder} says what a message meant, in its order. */
public interface DecodeSink {
  /** A new trade. Several of one message: oldest first. */
  void trade(Trade trade);

  /** The subscription stands. Once per connection. */
  void confirmed();

  /** The venue is there; nothing else was said. */
  void heartbeat();

  /**
   * The venue's newest trade of a market, by its own word: with a heartbeat, or as a trade from
   * before the subscription. Said of ids that count.
   */
  void reached(Market market, TradeId id);

  /** The venue wants to hear this. */
  void reply(String text);

  /** The venue can be asked now, where it says so; see {@link Subscription.Opening}. */
  void welcome();

  /** The subscription was refused, in the venue's words. */
  void refused(String detail);

  /** The venue will close the connection, at the latest after {@code within}. */
  void plannedClose(String detail, Duration within);

  /**
   * Parts of the message could not be used.
   *
   * @param count how many, at least 1
   */
  void bad(BadInput reason, Optional<Symbol> symbol, int count);

  /** The message, or a part of it, could not be used. */
  default void bad(BadInput reason, Optional<Symbol> symbol) {
    bad(reason, symbol, 1);
  }
}
