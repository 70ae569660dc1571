package btcfeed.exchange.codec;

/**
 * What a message is. If several members of a message name a type, the first in this order counts.
 */
public enum MessageType {
  /** The venue refuses a request. */
  REFUSED,
  /** The venue will close the connection. */
  CLOSING,
  /**
   * The venue pauses. Where the subscription is confirmed this is the same as {@link #CLOSING}.
   * Before, it is ignored: a new connection would only receive it again.
   */
  PAUSING,
  /** The venue wants a reply. */
  PING,
  /** A notice of the venue, in whatever envelope: no trades. */
  NOTICE,
  /** The answer to a request: positive unless the message contains a failure. */
  ANSWER,
  /** Trades from before the subscription, marked as such. */
  OLD_TRADES,
  /** New trades. */
  TRADES,
  /** New trades if the message contains rows, else an answer. */
  ANSWER_OR_TRADES,
  /** The venue takes requests from now on. */
  WELCOME,
  /** A sign of life. */
  HEARTBEAT,
  /** A message of another channel, or one without meaning for the feed. */
  IGNORED,
  /** No known type. */
  UNKNOWN
}
