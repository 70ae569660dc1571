package btcfeed.domain.store;

/** The two stores. */
public enum StoreName {
  /** The remote store, preferred while it is well. */
  PRIMARY("primary"),
  /** The local store, active while the primary is not. */
  FAILOVER("failover");

  private final String text;

  StoreName(String text) {
    this.text = text;
  }

  /** The value in status, metrics and logs. */
  public String text() {
    return text;
  }
}
