package btcfeed.application.replicate;

import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.StoreName;

/**
 * A store that a sender keeps up to date.
 *
 * @param address where the store is, for people, without secrets
 * @param advisory what an operator should change on the server; empty for nothing
 */
public record Replica(StoreName name, String address, PricePort store, String advisory) {
  /** A store without an advisory. */
  public Replica(StoreName name, String address, PricePort store) {
    this(name, address, store, "");
  }
}
