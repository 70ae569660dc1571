package btcfeed.domain.store;

/** Why the active store changed. */
public enum SwitchReason {
  /** The service started with this store. */
  STARTED("started"),
  /** The connection broke, or could not be made. */
  UNREACHABLE("unreachable"),
  /** There was no answer in time. */
  UNANSWERED("unanswered"),
  /** The store answers and refuses writes: full, read-only, loading, no right. */
  REFUSED("refused"),
  /** An unforeseen error; the position of the store is read again. */
  FAILED("failed"),
  /** The store takes writes but is too far behind. */
  LAGGING("lagging"),
  /** The store lost entries or has foreign ones. */
  DIVERGED("diverged"),
  /** This instance begins to lead, and reads the position of the store. */
  TAKING_OVER("taking_over"),
  /** Another instance has taken the lease. */
  FENCED("fenced"),
  /** The primary has been live for the whole grace. */
  RETURNED("returned"),
  /** The failover was lost or fell behind, and the primary is well. */
  FAILOVER_LOST("failover_lost"),
  /** An operator asked for it. */
  REQUESTED("requested");

  private final String text;

  SwitchReason(String text) {
    this.text = text;
  }

  /** The value in status and logs. */
  public String text() {
    return text;
  }
}
