package btcfeed.exchange.json;

/** What a {@link JsonCursor} stands on. */
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
  /** The document was whole and nothing but white space followed. */
  END,
  /** Not JSON from here on, or nested too deep. */
  MALFORMED,
  /** JSON as far as it goes, and the bytes ended before the document did. */
  ENDED_EARLY;

  /** True if no token comes after this one. */
  public boolean isLast() {
    return this == END || this == MALFORMED || this == ENDED_EARLY;
  }
}
