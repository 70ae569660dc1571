package btcfeed.configuration;

/** How much of a value may be shown. */
public enum Secrecy {
  /** All of it. */
  OPEN,
  /** Nothing of it. */
  SECRET,
  /** An address that may carry a user and a password: everything else. */
  SECRET_IN_URL
}
