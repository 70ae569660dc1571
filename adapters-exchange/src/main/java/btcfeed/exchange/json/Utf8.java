package btcfeed.exchange.json;

/** Checks UTF-8 by RFC 3629: shortest form, no surrogates, up to U+10FFFF. */
final class Utf8 {
  /** The bytes end inside a character. */
  static final int ENDED = 0;

  /** These bytes are not UTF-8. */
  static final int BAD = -1;

  private Utf8() {}

  /**
   * The number of bytes of the character that begins at {@code at} with a byte above 0x7F, or
   * {@link #ENDED}, or {@link #BAD}.
   */
  static int length(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first < 0xC2 || first > 0xF4) {
      return BAD;
    }
    for (int i = 1; i < length; i++) {
      if (at + i == end) {
        return ENDED;
      }
      int next = bytes[at + i] & 0xFF;
      if (next < lowest(first, i) || next > highest(first, i)) {
        return BAD;
      }
    }
    return length;
  }

  private static int lowest(int first, int index) {
    if (index == 1) {
      return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    }
    return 0x80;
  }

  private static int highest(int first, int index) {
    if (index == 1) {
      return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }
    return 0xBF;
  }
}
