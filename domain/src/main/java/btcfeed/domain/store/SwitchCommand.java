package btcfeed.domain.store;

/** What an operator asks of {@link ActiveStore}. */
public enum SwitchCommand {
  /** Readers go to the failover, however well the primary is, and stay. */
  FAILOVER,
  /** Readers go back to the primary as they do after a fault: once it is well and caught up. */
  FAILBACK
}
