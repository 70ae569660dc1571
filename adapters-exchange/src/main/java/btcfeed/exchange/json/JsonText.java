package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Characters of JSON strings beyond plain ASCII, and escapes: their length, and the text. */
public final class JsonText {
  private static final String SHORT_ESCAPES = "\"\\/bfnrt";
  private static final String MEANINGS = "\"\\/\b\f\n\r\t";
  private static final int UNICODE_ESCAPE_LENGTH = 6;

  /** The bytes end inside a character or an escape. */
  static final int ENDED = 0;

  // The bytes are neither UTF-8 nor an escape.
  private static final int BAD = -1;

  private byte[] resolved = new byte[64];
  private int length;

  /** The length of the escape, or of the character beyond ASCII; not positive if it is none. */
  static int unusualLength(byte[] bytes, int at, int end) {
    if (bytes[at] == '\\') {
      return escapeLength(bytes, at, end);
    }
    return bytes[at] < 0 ? utf8Length(bytes, at, end) : BAD;
  }

  /** The bytes as text, if they are at most so many and printable ASCII; else an empty text. */
  public static String name(byte[] bytes, int from, int to, int maxBytes) {
    boolean name = to - from <= maxBytes;
    for (int at = from; name && at < to; at++) {
      name = bytes[at] > ' ' && bytes[at] < 0x7F;
    }
    return name ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : "";
  }

  /**
   * The number of bytes of the escape that begins with the backslash at {@code at}. {@link #ENDED}
   * if the bytes end inside it, {@link #BAD} if it is none.
   */
  private static int escapeLength(byte[] bytes, int at, int end) {
    if (at + 1 == end) {
      return ENDED;
    }
    byte kind = bytes[at + 1];
    if (kind != 'u') {
      return kind > 0 && SHORT_ESCAPES.indexOf(kind) >= 0 ? 2 : BAD;
    }
    for (int i = at + 2; i < at + UNICODE_ESCAPE_LENGTH; i++) {
      if (i == end) {
        return ENDED;
      }
      if (Character.digit(bytes[i], 16) < 0) {
        return BAD;
      }
    }
    return UNICODE_ESCAPE_LENGTH;
  }

  /**
   * The number of bytes of the UTF-8 character that begins at {@code at} with a byte above 0x7F, or
   * {@link #ENDED}, or {@link #BAD}.
   */
  private static int utf8Length(byte[] bytes, int at, int end) {
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
      if (next >> 6 != 2 || (i == 1 && isExcluded(first, next))) {
        return BAD;
      }
    }
    return length;
  }

  /** By RFC 3629: no longer form than necessary, no surrogates, and nothing above U+10FFFF. */
  private static boolean isExcluded(int first, int second) {
    return (first == 0xE0 && second < 0xA0)
        || (first == 0xED && second > 0x9F)
        || (first == 0xF0 && second < 0x90)
        || (first == 0xF4 && second > 0x8F);
  }

  /** Resolves the escapes of a correct text; the result is cut after about {@code maxBytes}. */
  void resolve(byte[] bytes, int from, int to, int maxBytes) {
    length = 0;
    int at = from;
    while (at < to && length < maxBytes) {
      if (bytes[at] != '\\') {
        put(bytes[at++]);
      } else if (bytes[at + 1] != 'u') {
        put((byte) MEANINGS.charAt(SHORT_ESCAPES.indexOf(bytes[at + 1])));
        at += 2;
      } else {
        at = resolveUnicode(bytes, at, to);
      }
    }
  }

  byte[] bytes() {
    return resolved;
  }

  int length() {
    return length;
  }

  /** Resolves one escape, or a pair of surrogates; a single surrogate becomes '?'. */
  private int resolveUnicode(byte[] bytes, int at, int to) {
    char first = unit(bytes, at);
    int next = at + UNICODE_ESCAPE_LENGTH;
    boolean pair =
        Character.isHighSurrogate(first)
            && next < to
            && bytes[next] == '\\'
            && bytes[next + 1] == 'u'
            && Character.isLowSurrogate(unit(bytes, next));
    String character =
        pair ? String.valueOf(new char[] {first, unit(bytes, next)}) : String.valueOf(first);
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      put(b);
    }
    return pair ? next + UNICODE_ESCAPE_LENGTH : next;
  }

  private static char unit(byte[] bytes, int at) {
    int unit = 0;
    for (int i = at + 2; i < at + UNICODE_ESCAPE_LENGTH; i++) {
      unit = (unit << 4) | Character.digit(bytes[i], 16);
    }
    return (char) unit;
  }

  private void put(byte b) {
    if (length == resolved.length) {
      resolved = Arrays.copyOf(resolved, length * 2);
    }
    resolved[length++] = b;
  }
}
