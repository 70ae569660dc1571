package btcfeed.exchange.json;

/** The token at a {@link JsonCursor}. */
public enum CursorToken {
  BEGIN_OBJECT,
  END_OBJECT,
  BEGIN_ARRAY,
  END_ARRAY,
  /** The name of a member; its value comes next. */
  KEY,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** The document was complete, and nothing but white space followed. */
  END,
  /** The bytes are no JSON from here on, or nested too deep. */
  MALFORMED,
  /** The bytes are JSON, but end before the document does. */
  ENDED_EARLY;

  /** True if no token follows. */
  public boolean isLast() {
    return this == END || this == MALFORMED || this == ENDED_EARLY;
  }

  /** True if it begins an element of an array, asked behind {@code [} or an element. */
  public boolean isElement() {
    return this != END_ARRAY && !isLast();
  }
}
