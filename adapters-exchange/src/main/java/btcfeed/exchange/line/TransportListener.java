package btcfeed.exchange.line;

/** Who listens to a {@link TyrusSocket}, beside Tyrus. Called from the wire's thread only. */
interface TransportListener {
  /** All messages that could be read so far have been handed to Tyrus. */
  void heard();

  /** A ping or a pong came. */
  void heartbeat();

  /** The venue broke the protocol where Tyrus does not check it; the wire ends next. */
  void violation(String detail);

  /**
   * A message is too long; the wire ends next.
   *
   * @param limit the limit that it exceeds, in words
   */
  void oversized(long bytes, String limit);

  /**
   * The connection ended inside a message.
   *
   * @param rest what came of the frame in which it ended, maybe nothing
   * @param continuation true if that was not the message's first
   */
  void cut(byte[] rest, boolean continuation, boolean binary);

  /** The connection is over; nothing comes any more. */
  void ended(String detail);
}
