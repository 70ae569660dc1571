package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;

/** Receives what a {@link FrameDecoder} recovers from a message that was cut. */
public interface PartialDecodeSink {
  /** A complete new trade; several in the order of {@link DecodeSink#trade}. */
  void trade(Trade trade);

  /** Market and id of a new trade that was cut. Called at most once, last. */
  void cut(Market market, TradeId id);
}
