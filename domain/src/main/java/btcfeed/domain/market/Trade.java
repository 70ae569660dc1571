package btcfeed.domain.market;

/**
 * What a venue says was traded, in our words.
 *
 * @param side the aggressor's
 * @param exchangeTimeUs the venue's own time of the trade, Unix microseconds, unchecked
 */
public record Trade(
    Market market, TradeId id, Price price, Quantity quantity, Side side, long exchangeTimeUs) {}
