package btcfeed.configuration;

/** How much of a value is shown. */
public enum Secrecy {
  /** All of it. */
  OPEN,
  /** Nothing. */
  SECRET,
  /** An address without its user and password. */
  SECRET_IN_URL,
  /** Sinks without their users and passwords. */
  SECRET_IN_URLS
}
