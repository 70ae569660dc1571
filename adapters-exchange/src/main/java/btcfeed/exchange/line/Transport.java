package btcfeed.exchange.line;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * One WebSocket connection of a client library. {@link #run} is called once and uses the calling
 * thread for everything; the other methods may be called from any thread.
 */
interface Transport {
  /**
   * Connects, performs the opening handshake, and reads until the connection ends. It then releases
   * everything.
   *
   * @throws IOException if the handshake fails; {@link HandshakeRefused} if the venue refuses it
   */
  void run(URI uri) throws IOException;

  /** Sends a text message. Returns when the network has taken it. */
  void sendText(String message) throws IOException;

  /** Sends a ping frame. */
  void sendPing() throws IOException;

  /** Sends a close frame and goes on reading until the venue closes. */
  void sendClose();

  /** Closes the socket at once. Idempotent. */
  void abort();

  /** See {@link btcfeed.domain.port.LinePort.Connection#gather}. */
  default void gather(Duration most) {}
}
