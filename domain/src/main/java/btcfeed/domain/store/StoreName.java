package btcfeed.domain.store;

/** The two stores there can be. */
public enum StoreName {
  /** The remote one, preferred while it is well. */
  PRIMARY("primary"),
  /** The local one, active while the primary is not. */
  FAILOVER("failover");

  private final String text;

  StoreName(String text) {
    this.text = text;
  }

  /** As it stands in status, metrics and logs. */
  public String text() {
    return text;
  }
}
