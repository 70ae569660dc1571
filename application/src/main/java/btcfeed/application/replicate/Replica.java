package btcfeed.application.replicate;

import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.StoreName;

/**
 * A store to keep up to date.
 *
 * @param address where it is, for people, without secrets
 */
public record Replica(StoreName name, String address, PricePort store) {}
