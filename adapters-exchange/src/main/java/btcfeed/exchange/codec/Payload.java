package btcfeed.exchange.codec;

/**
 * What a message carries in the place of its trades. No rows and unreadable rows are two things: of
 * a push without rows nothing is missing, an unreadable one may hide trades.
 */
public enum Payload {
  /** The place itself is not there. */
  ABSENT,
  /** The place is there and empty: {@code []}, {@code {}} or {@code null}. */
  NONE,
  /** Rows, each to be judged by itself. */
  ROWS,
  /** A value that cannot be rows. */
  UNREADABLE;

  /** What a message carries where this and another were found in it. */
  public Payload with(Payload other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
