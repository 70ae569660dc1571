package btcfeed.exchange.line;

import java.io.IOException;

/**
 * How something is said to a venue. Each call returns when it has been handed to the network, and
 * blocks while that takes nothing. One thread at a time.
 */
interface FrameSender {
  void text(String message) throws IOException;

  /** A ping frame. */
  void ping() throws IOException;
}
