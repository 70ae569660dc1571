package btcfeed.exchange.codec;

/** What a message is for, by its kind. Where it has several words for that, the first here wins. */
public enum Meaning {
  /** A refusal. */
  REFUSED,
  /** The connection is about to end. */
  CLOSING,
  /** An answer to a request, good unless it says that it failed. */
  ANSWER,
  /** Trades from before the subscription, marked as such: not news. */
  OLD_TRADES,
  /** New trades. */
  TRADES,
  /** The venue is there. */
  HEARTBEAT,
  /** Another channel's business, or nothing we need. */
  IGNORED,
  /** Nothing we know. */
  UNKNOWN
}
