package btcfeed.exchange.codec;

import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;

/** The numbers of the messages of one connection, which count up by one. One thread. */
public final class Sequence {
  /** Stands for a message without a number. */
  public static final long NONE = -1;

  private long last = NONE;

  /** The number at the cursor. */
  public static long read(JsonCursor json) {
    return json.token() == CursorToken.NUMBER && json.readDecimal() && json.scale() == 0
        ? json.unscaled()
        : NONE;
  }

  /** True if messages are missing between the previous one and this one. */
  public boolean skips(long number) {
    if (number == NONE) {
      return false;
    }
    boolean skipped = last != NONE && number > last + 1;
    last = number;
    return skipped;
  }
}
