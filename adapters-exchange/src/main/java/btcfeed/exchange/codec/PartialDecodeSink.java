package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;

/** Where a {@link FrameDecoder} says what is left of a message that was cut. */
public interface PartialDecodeSink {
  /** A new trade, all bytes of which came. Several: as {@link DecodeSink#trade} says them. */
  void trade(Trade trade);

  /** A new trade that was cut, but not its name. At most once, last. */
  void cut(Market market, TradeId id);
}
