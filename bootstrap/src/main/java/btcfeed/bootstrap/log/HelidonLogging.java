package btcfeed.bootstrap.log;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells Helidon that logging is set up already. Finding no such service it would say so on the
 * error output of every start.
 */
public final class HelidonLogging implements LoggingProvider {
  /** Nothing left to do: see {@link Logging#start}. */
  @Override
  public void initialization() {}

  /** Only for ahead-of-time images, of which there are none. */
  @Override
  public void runTime() {}
}
