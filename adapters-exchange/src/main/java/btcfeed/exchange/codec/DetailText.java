package btcfeed.exchange.codec;

import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;

/**
 * A venue's own words about what went wrong, put together from several members of a message. Both
 * the length of each and their number are bounded: a message that repeats a member a million times
 * costs what it costs to read, and not a million copies. Reused, one thread.
 */
public final class DetailText {
  private String text = "";
  private int members;

  /** Empty. */
  public DetailText() {}

  /** Forgets the message before. */
  public void clear() {
    text = "";
    members = 0;
  }

  /** Takes the text or number that the cursor stands on; any other value has no words. */
  public void add(JsonCursor json) {
    boolean words = json.token() == CursorToken.STRING || json.token() == CursorToken.NUMBER;
    if (words && members < InputLimits.DETAILS) {
      members++;
      text += (text.isEmpty() ? "" : " ") + json.text(InputLimits.DETAIL_BYTES);
    }
  }

  /** True if there are no words. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The words, a space between two members. */
  public String text() {
    return text;
  }
}
