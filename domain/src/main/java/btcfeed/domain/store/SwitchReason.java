package btcfeed.domain.store;

/** Why readers were pointed at another store. */
public enum SwitchReason {
  /** The service began with this one. */
  STARTED("started"),
  /** The connection broke, or could not be made. */
  UNREACHABLE("unreachable"),
  /** No answer in time. */
  UNANSWERED("unanswered"),
  /** It answers and refuses to write: full, read-only, loading, no right. */
  REFUSED("refused"),
  /** An unforeseen error while it was asked or written to; it is asked again where it stands. */
  FAILED("failed"),
  /** It takes writes but is too far behind. */
  LAGGING("lagging"),
  /** It came back without what it had, or with a stranger's entries. */
  DIVERGED("diverged"),
  /** The primary is well again, caught up, and stayed so. */
  RETURNED("returned"),
  /** The failover, where readers were, was lost or fell behind, and the primary is well. */
  FAILOVER_LOST("failover_lost"),
  /** An operator asked for it. */
  REQUESTED("requested");

  private final String text;

  SwitchReason(String text) {
    this.text = text;
  }

  /** As it stands in status and logs. */
  public String text() {
    return text;
  }
}
