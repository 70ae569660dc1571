package btcfeed.configuration;

/** The program cannot start or go on. The message tells the operator why and what to do. */
public final class CannotStart extends Exception {
  private static final long serialVersionUID = 1;

  private final String message;

  public CannotStart(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
