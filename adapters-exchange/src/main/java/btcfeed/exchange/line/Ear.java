package btcfeed.exchange.line;

/** Who listens to a {@link Wire}, beside Tyrus. Called from the wire's thread only. */
interface Ear {
  /** A ping or a pong came. */
  void heartbeat();

  /** A message is too long; the wire ends next. */
  void oversized(long bytes);

  /** The connection is over; nothing comes any more. */
  void ended(String detail);
}
