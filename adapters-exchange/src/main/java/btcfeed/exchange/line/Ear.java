package btcfeed.exchange.line;

/** Who listens to a {@link Wire}, beside Tyrus. Called from the wire's thread only. */
interface Ear {
  /** All messages that could be read so far have been handed to Tyrus. */
  void heard();

  /** A ping or a pong came. */
  void heartbeat();

  /** A message is too long; the wire ends next. */
  void oversized(long bytes);

  /** The connection is over; nothing comes any more. */
  void ended(String detail);
}
