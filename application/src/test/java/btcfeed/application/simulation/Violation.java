package btcfeed.application.simulation;

/** A promise was broken. An error, so that the application cannot swallow it. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  Violation(String promise, String what) {
    super(promise + ": " + what);
  }
}
