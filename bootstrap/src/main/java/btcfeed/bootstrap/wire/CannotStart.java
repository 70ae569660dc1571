package btcfeed.bootstrap.wire;

/** The service cannot start; the message says why and what to do, for a person. */
final class CannotStart extends Exception {
  private static final long serialVersionUID = 1;

  CannotStart(String message) {
    super(message);
  }
}
