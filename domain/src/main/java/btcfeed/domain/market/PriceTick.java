package btcfeed.domain.market;

/**
 * An accepted, normalised trade: what the journal keeps and every store repeats, once.
 *
 * @param receiveTimeUs when its bytes reached us, Unix microseconds of this host's clock
 */
public record PriceTick(Trade trade, long receiveTimeUs, Origin origin) {}
