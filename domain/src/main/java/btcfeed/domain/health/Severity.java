package btcfeed.domain.health;

/** The weight of a {@link Reason}. */
public enum Severity {
  /** Information; nothing is wrong. */
  NOTE,
  /** Something is wrong, but readers still have a fresh price. */
  DEGRADED,
  /** Readers have no fresh price, or the data is at risk. */
  UNHEALTHY
}
