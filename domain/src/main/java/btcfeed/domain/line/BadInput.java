package btcfeed.domain.line;

/** Why input of a venue was not used. The texts are in metrics and logs. */
public enum BadInput {
  /** Not in the venue's format, or truncated. */
  MALFORMED("malformed"),
  /** Larger than the limit. */
  OVERSIZED("oversized"),
  /** A text or binary frame that this venue does not send. */
  WRONG_FRAME("wrong_frame"),
  /** A known message with a missing or mistyped field. */
  WRONG_SHAPE("wrong_shape"),
  /** Not a number, not finite, or more than 18 digits. */
  BAD_NUMBER("bad_number"),
  /** A price or quantity of zero or less. */
  NOT_POSITIVE("not_positive"),
  /** Dated before Bitcoin or in the future. */
  BAD_TIME("bad_time"),
  /** A market without a subscription. */
  UNKNOWN_SYMBOL("unknown_symbol"),
  /** A trade id too far ahead to be plausible on its own. */
  IMPLAUSIBLE_ID("implausible_id"),
  /** A message of an unknown kind; harmless. */
  UNKNOWN_MESSAGE("unknown_message"),
  /** Messages that did not arrive, by the venue's message numbers. */
  LOST("lost");

  private final String text;

  BadInput(String text) {
    this.text = text;
  }

  /** True if the input may have contained a trade. */
  public boolean mayHideTrades() {
    return switch (this) {
      case MALFORMED, OVERSIZED, WRONG_SHAPE, BAD_NUMBER, NOT_POSITIVE, BAD_TIME, LOST -> true;
      case WRONG_FRAME, UNKNOWN_SYMBOL, IMPLAUSIBLE_ID, UNKNOWN_MESSAGE -> false;
    };
  }

  /** The value in metrics and logs. */
  public String text() {
    return text;
  }
}
