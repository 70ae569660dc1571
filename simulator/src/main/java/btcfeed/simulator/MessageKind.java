package btcfeed.simulator;

/** The messages that most venues send. A venue without a text for one does not send it. */
public enum MessageKind {
  GREETING,
  /** To a ping of the client. */
  PONG,
  /** To a request for listed markets. */
  ANSWER,
  /** Past trades after the answer. */
  SNAPSHOT,
  REFUSAL,
  TRADES,
  /** A heartbeat or a ping. */
  HEARTBEAT,
  /** The venue will close the connection. */
  CLOSING
}
