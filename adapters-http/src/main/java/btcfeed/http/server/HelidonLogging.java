package btcfeed.http.server;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells Helidon that logging is set up by the program it is part of. Finding no such service it
 * would say so on the error output of every start.
 */
public final class HelidonLogging implements LoggingProvider {
  /** Nothing to do here. */
  @Override
  public void initialization() {}

  /** Only for ahead-of-time images, of which there are none. */
  @Override
  public void runTime() {}
}
