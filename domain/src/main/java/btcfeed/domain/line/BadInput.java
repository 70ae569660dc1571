package btcfeed.domain.line;

/** Why something a venue sent was not used. The names stand in metrics and logs. */
public enum BadInput {
  /** Not the venue's language at all, or cut off in the middle. */
  MALFORMED("malformed"),
  /** Larger than the limit. */
  OVERSIZED("oversized"),
  /** A frame of a kind this venue does not send, text or binary. */
  WRONG_FRAME("wrong_frame"),
  /** The right words with a field missing or of the wrong type. */
  WRONG_SHAPE("wrong_shape"),
  /** A number that is not one, not finite, or beyond 18 digits. */
  BAD_NUMBER("bad_number"),
  /** A price or quantity of zero or less. */
  NOT_POSITIVE("not_positive"),
  /** Dated before Bitcoin or in the future. */
  BAD_TIME("bad_time"),
  /** A market that was not subscribed. */
  UNKNOWN_SYMBOL("unknown_symbol"),
  /** A trade id too far ahead to be believed on its own. */
  IMPLAUSIBLE_ID("implausible_id"),
  /** Something the venue said that we do not know; harmless. */
  UNKNOWN_MESSAGE("unknown_message"),
  /** Messages that did not come, by the numbers the venue gives its messages. */
  LOST("lost");

  private final String text;

  BadInput(String text) {
    this.text = text;
  }

  /** True if there may have been a trade in it that nobody has now. */
  public boolean mayHideTrades() {
    return switch (this) {
      case MALFORMED, OVERSIZED, WRONG_SHAPE, BAD_NUMBER, NOT_POSITIVE, BAD_TIME, LOST -> true;
      case WRONG_FRAME, UNKNOWN_SYMBOL, IMPLAUSIBLE_ID, UNKNOWN_MESSAGE -> false;
    };
  }

  /** As it stands in metrics and logs. */
  public String text() {
    return text;
  }
}
