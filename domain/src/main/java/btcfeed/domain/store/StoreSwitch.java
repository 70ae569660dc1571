package btcfeed.domain.store;

/**
 * A switch of the active store.
 *
 * @param atUs wall time, Unix microseconds
 * @param primaryLagRecords how far behind the primary was at that moment
 */
public record StoreSwitch(long atUs, StoreName to, SwitchReason reason, long primaryLagRecords) {}
