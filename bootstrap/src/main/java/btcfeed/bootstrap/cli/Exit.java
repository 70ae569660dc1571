package btcfeed.bootstrap.cli;

/** The exit codes of the process. */
public final class Exit {
  /** Success. */
  public static final int FINE = 0;

  /** Failure. */
  public static final int FAILED = 1;

  /** Wrong usage, or a configuration that cannot be used. */
  public static final int WRONG_USAGE = 2;

  private Exit() {}
}
