package btcfeed.exchange.codec;

/**
 * What a message contains in the place of its trades. A message without rows lacks nothing; one
 * with unreadable rows may hide trades.
 */
public enum Payload {
  /** The member is absent. */
  ABSENT,
  /** The member is empty: {@code []}, {@code {}} or {@code null}. */
  NONE,
  /** Rows, good or bad. */
  ROWS,
  /** A value that cannot be rows. */
  UNREADABLE;

  /** The payload of a message in which this and another one were found. */
  public Payload with(Payload other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
