package btcfeed.http.server;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Declares to Helidon that the program sets up logging itself. Without such a service, Helidon
 * prints a warning at every start.
 */
public final class HelidonLogging implements LoggingProvider {
  /** Does nothing. */
  @Override
  public void initialization() {}

  /** Only for ahead-of-time images; does nothing. */
  @Override
  public void runTime() {}
}
