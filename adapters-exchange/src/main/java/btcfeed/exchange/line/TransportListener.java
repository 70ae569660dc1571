package btcfeed.exchange.line;

import java.io.IOException;

/** Receives what a {@link Transport} reads, on the thread that runs it. */
interface TransportListener {
  /**
   * The handshake is done. No message is read before this returns.
   *
   * @throws IOException if the subscription cannot be sent, which fails the attempt
   */
  void opened() throws IOException;

  /** Bytes arrived; the messages in them follow. */
  void bytesArrived();

  /** A whole message, in an array of its own. */
  void message(byte[] message, boolean binary);

  /** All messages of the bytes that arrived have been delivered. */
  void readComplete();

  /** A ping or a pong arrived. */
  void heartbeat();

  /** The venue broke the protocol; the connection ends next. */
  void malformed(String detail);

  /**
   * A message is too long; the connection ends next.
   *
   * @param limit the limit that it exceeds, as text
   */
  void oversized(long bytes, String limit);

  /** The connection ended inside this message; it ends next. */
  void cut(byte[] beginning, boolean binary);

  /** The connection ended. The first call counts. */
  void ended(String detail);
}
