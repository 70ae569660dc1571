package btcfeed.domain.health;

/** How much a {@link Reason} weighs. */
public enum Severity {
  /** Worth knowing; nothing is wrong. */
  NOTE,
  /** Something is wrong, and the price is still fresh where readers look. */
  DEGRADED,
  /** The promise is broken. */
  UNHEALTHY
}
