package btcfeed.exchange.codec;

import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;

/**
 * The venue's reason, joined from several members of a message. The length of a member and the
 * number of members are bounded, so that a message that repeats a member a million times needs no
 * extra memory. Reused, one thread.
 */
public final class DetailText {
  private String text = "";
  private int members;

  /** Forgets the previous message. */
  public void clear() {
    if (members > 0) {
      text = "";
      members = 0;
    }
  }

  /** Adds the text or number at the cursor; any other value adds nothing. */
  public void add(JsonCursor json) {
    boolean readable = json.token() == CursorToken.STRING || json.token() == CursorToken.NUMBER;
    if (readable && members < InputLimits.DETAILS) {
      members++;
      text += (text.isEmpty() ? "" : " ") + json.text(InputLimits.DETAIL_BYTES);
    }
  }

  /** True if there is no text. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The members, separated by spaces. */
  public String text() {
    return text;
  }
}
