package btcfeed.bootstrap.soak;

/** The soak cannot begin or go on; the message says why, for a person. */
final class CannotSoak extends Exception {
  private static final long serialVersionUID = 1;

  CannotSoak(String message) {
    super(message);
  }
}
