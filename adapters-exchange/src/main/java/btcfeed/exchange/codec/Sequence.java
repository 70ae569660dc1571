package btcfeed.exchange.codec;

import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;

/** The numbers a venue gives the messages of one connection, by ones. One thread. */
public final class Sequence {
  /** Of a message without a number. */
  public static final long NONE = -1;

  private long last = NONE;

  /** Starts with the first number that comes. */
  public Sequence() {}

  /** The number the cursor stands on. */
  public static long read(JsonCursor json) {
    return json.token() == CursorToken.NUMBER && json.readDecimal() && json.scale() == 0
        ? json.unscaled()
        : NONE;
  }

  /** True if messages are missing between this one and the one before. */
  public boolean skips(long number) {
    if (number == NONE) {
      return false;
    }
    boolean skipped = last != NONE && number > last + 1;
    last = number;
    return skipped;
  }
}
