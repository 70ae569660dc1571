package btcfeed.domain.market;

/**
 * A trade as the venue reports it, in our types.
 *
 * @param side the aggressor's
 * @param exchangeTimeUs the venue's time of the trade, Unix microseconds, unchecked
 */
public record Trade(
    Market market, TradeId id, Price price, Quantity quantity, Side side, long exchangeTimeUs) {}
