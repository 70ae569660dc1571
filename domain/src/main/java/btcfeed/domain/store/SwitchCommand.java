package btcfeed.domain.store;

/** A command of an operator to {@link ActiveStore}. */
public enum SwitchCommand {
  /** Readers go to the failover and stay there, whatever the primary does. */
  FAILOVER,
  /** Readers return to the primary once it is well and caught up. */
  FAILBACK
}
