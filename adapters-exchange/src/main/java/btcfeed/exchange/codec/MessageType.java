package btcfeed.exchange.codec;

/** What a message is for, by its kind. Where it has several words for that, the first here wins. */
public enum MessageType {
  /** A refusal. */
  REFUSED,
  /** The connection is about to end. */
  CLOSING,
  /**
   * The venue stops for a while. As {@link #CLOSING} where the subscription stands; before, it says
   * nothing about the connection, and leaving it would lead to the same word again.
   */
  PAUSING,
  /** It wants to hear from us. */
  PING,
  /** Something about the venue, in whatever envelope: no trades. */
  NOTICE,
  /** An answer to a request, good unless it says that it failed. */
  ANSWER,
  /** Trades from before the subscription, marked as such: not news. */
  OLD_TRADES,
  /** New trades. */
  TRADES,
  /** New trades if it carries rows, else an answer. */
  ANSWER_OR_TRADES,
  /** From here on it can be asked. */
  WELCOME,
  /** The venue is there. */
  HEARTBEAT,
  /** Another channel's business, or nothing we need. */
  IGNORED,
  /** Nothing we know. */
  UNKNOWN
}
