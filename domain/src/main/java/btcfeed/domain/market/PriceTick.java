package btcfeed.domain.market;

/**
 * An accepted trade: the journal holds it, and every store publishes it once.
 *
 * @param receiveTimeUs when its bytes arrived, Unix microseconds of this host's clock
 */
public record PriceTick(Trade trade, long receiveTimeUs, Origin origin) {}
