package btcfeed.application.replicate;

import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.StoreName;

/**
 * A store to keep up to date.
 *
 * @param address where it is, for people, without secrets
 * @param advisory what an operator should do about the server itself; empty for nothing
 */
public record Replica(StoreName name, String address, PricePort store, String advisory) {
  /** One whose server is as it should be. */
  public Replica(StoreName name, String address, PricePort store) {
    this(name, address, store, "");
  }
}
