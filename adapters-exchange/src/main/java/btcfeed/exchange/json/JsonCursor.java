package btcfeed.exchange.json;

import btcfeed.exchange.input.InputLimits;
import java.nio.charset.StandardCharsets;

/**
 * A strict, forward-only reader of one JSON document in a byte array.
 *
 * <p>{@link #next} moves to the next token and checks grammar, escapes, UTF-8, number format,
 * depth, and that nothing follows the document. Methods such as {@link #word} and {@link
 * #readDecimal} read the value at the cursor. {@link #skip} passes over a value of any size.
 *
 * <p>{@link CursorToken#MALFORMED} means that no continuation could make the bytes JSON. {@link
 * CursorToken#ENDED_EARLY} means that they are JSON up to their end. Every value before such an end
 * is complete. A number at the end of the bytes is no value, because more digits may have been cut
 * off; only a document that consists of one number may end so.
 *
 * <p>Reusable; only {@link #text} and {@link #name} allocate; one thread.
 */
public final class JsonCursor {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final DecimalScan decimal = new DecimalScan();
  private final TimeScan times = new TimeScan();
  private final JsonText unescaped = new JsonText();

  private byte[] bytes = new byte[0];
  private int end;
  private int at;
  private int depth;
  // True inside an object, false inside an array; the outer levels have one bit each.
  private boolean object;
  private long objects;
  private CursorToken token = CursorToken.ENDED_EARLY;
  private int textFrom;
  private int textTo;
  private boolean escapes;
  private int keyFrom;
  private int keyTo;
  private boolean keyEscapes;

  /** Begins a document: the first {@code length} bytes, which must not change meanwhile. */
  public void begin(byte[] document, int length) {
    bytes = document;
    end = length;
    at = 0;
    depth = 0;
    object = false;
    // A value is expected, as after a key.
    token = CursorToken.KEY;
  }

  /** Moves to the next token. After a {@link CursorToken#isLast} token it stays there. */
  public CursorToken next() {
    if (!token.isLast()) {
      token = advance();
    }
    return token;
  }

  /**
   * Moves over the next key of the object to its value, like {@link #next} twice, and keeps the
   * {@link #key}. False at the end of the object or of the bytes.
   */
  public boolean member() {
    if (!shortKey()) {
      if (next() != CursorToken.KEY) {
        return false;
      }
      keyFrom = textFrom;
      keyTo = textTo;
      keyEscapes = escapes;
    }
    token = skipSpace() ? CursorToken.ENDED_EARLY : value(bytes[at]);
    return !token.isLast();
  }

  /**
   * Moves over a usual key: at most seven plain characters without white space around. Does nothing
   * for any other key.
   */
  private boolean shortKey() {
    byte[] bytes = this.bytes;
    int from = at + 1;
    if (token != CursorToken.BEGIN_OBJECT) {
      if (!object || from >= end || bytes[at] != ',') {
        return false;
      }
      from++;
    }
    if (from >= end || bytes[from - 1] != '"') {
      return false;
    }
    int plain = EightBytes.plain(EightBytes.upTo(bytes, from, end));
    int to = from + plain;
    if (plain == 8 || to + 1 >= end || bytes[to] != '"' || bytes[to + 1] != ':') {
      return false;
    }
    keyFrom = from;
    keyTo = to;
    keyEscapes = false;
    at = to + 2;
    return true;
  }

  /** The token at the cursor. */
  public CursorToken token() {
    return token;
  }

  /** Passes over the rest of the value whose first token is at the cursor. */
  public void skip() {
    if (token == CursorToken.BEGIN_OBJECT || token == CursorToken.BEGIN_ARRAY) {
      int outside = depth - 1;
      while (depth > outside && !token.isLast()) {
        next();
      }
    }
  }

  /** The meaning of the key, string, {@code true} or {@code false} at the cursor. */
  public <T> T word(ByteDictionary<T> words) {
    return word(words, textFrom, textTo, escapes);
  }

  /** The meaning of the key of the current {@link #member}, until a value inside is entered. */
  public <T> T key(ByteDictionary<T> words) {
    return word(words, keyFrom, keyTo, keyEscapes);
  }

  private <T> T word(ByteDictionary<T> words, int from, int to, boolean escaped) {
    if (escaped) {
      unescaped.resolve(bytes, from, to, words.maxLength() + 1);
      return words.find(unescaped.bytes(), 0, unescaped.length());
    }
    return words.find(bytes, from, to);
  }

  /**
   * The string or number at the cursor, if it is at most so many printable ASCII characters without
   * a space; else an empty string.
   */
  public String name(int maxBytes) {
    if (escapes) {
      unescaped.resolve(bytes, textFrom, textTo, maxBytes + 1);
      return JsonText.name(unescaped.bytes(), 0, unescaped.length(), maxBytes);
    }
    return JsonText.name(bytes, textFrom, textTo, maxBytes);
  }

  /** The key, string or number at the cursor, cut to {@code maxBytes} of UTF-8. */
  public String text(int maxBytes) {
    unescaped.resolve(bytes, textFrom, textTo, maxBytes);
    return new String(unescaped.bytes(), 0, unescaped.length(), StandardCharsets.UTF_8);
  }

  /**
   * Reads the string or number at the cursor as an exact decimal. False if it is none, or has more
   * than 18 digits or 18 decimals.
   */
  public boolean readDecimal() {
    return token == CursorToken.NUMBER
        ? decimal.fits()
        : !escapes && decimal.read(bytes, textFrom, textTo);
  }

  /** True if the decimal was written without decimals and exponent. */
  public boolean isInteger() {
    return decimal.integer();
  }

  /** The decimal without its decimal point. */
  public long unscaled() {
    return decimal.unscaled();
  }

  /**
   * The string or number at the cursor, if it is digits without a leading zero that fit into a
   * {@code long}; else -1.
   */
  public long wholeNumber() {
    if (token == CursorToken.NUMBER && decimal.fits() && decimal.integer()) {
      return bytes[textFrom] == '-' ? -1 : decimal.unscaled();
    }
    boolean written = token == CursorToken.STRING || token == CursorToken.NUMBER;
    return written && !escapes ? decimal.whole(bytes, textFrom, textTo) : -1;
  }

  /** The number of decimals. */
  public int scale() {
    return decimal.scale();
  }

  /**
   * The string or number at the cursor as a time in Unix microseconds; finer digits are cut off. -1
   * if it is no time, or one outside the years 2001 to 2286.
   */
  public long timeUs(TimeFormat format) {
    if (token == CursorToken.NUMBER && decimal.fits() && decimal.integer()) {
      return format.of(decimal.unscaled());
    }
    return escapes ? TimeScan.BAD : format.read(times, bytes, textFrom, textTo);
  }

  private CursorToken advance() {
    if (skipSpace()) {
      return depth == 0 && token != CursorToken.KEY ? CursorToken.END : CursorToken.ENDED_EARLY;
    }
    byte b = bytes[at];
    if (token == CursorToken.KEY) {
      return value(b);
    }
    if (token == CursorToken.BEGIN_OBJECT) {
      return b == '}' ? close() : key(b);
    }
    if (token == CursorToken.BEGIN_ARRAY) {
      return b == ']' ? close() : value(b);
    }
    return depth == 0 ? CursorToken.MALFORMED : commaOrEnd(b);
  }

  private CursorToken commaOrEnd(byte b) {
    if (b != ',') {
      return b == (object ? '}' : ']') ? close() : CursorToken.MALFORMED;
    }
    at++;
    if (skipSpace()) {
      return CursorToken.ENDED_EARLY;
    }
    return object ? key(bytes[at]) : value(bytes[at]);
  }

  private CursorToken key(byte b) {
    if (b != '"') {
      return CursorToken.MALFORMED;
    }
    CursorToken key = string(CursorToken.KEY);
    if (key != CursorToken.KEY) {
      return key;
    }
    if (skipSpace()) {
      return CursorToken.ENDED_EARLY;
    }
    return bytes[at++] == ':' ? CursorToken.KEY : CursorToken.MALFORMED;
  }

  private CursorToken value(byte b) {
    return switch (b) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> string(CursorToken.STRING);
      case 't' -> literal(TRUE, CursorToken.TRUE);
      case 'f' -> literal(FALSE, CursorToken.FALSE);
      case 'n' -> literal(NULL, CursorToken.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> CursorToken.MALFORMED;
    };
  }

  private CursorToken open(boolean inner) {
    if (depth == InputLimits.NESTING_DEPTH) {
      return CursorToken.MALFORMED;
    }
    at++;
    objects = (objects << 1) | (object ? 1 : 0);
    object = inner;
    depth++;
    return inner ? CursorToken.BEGIN_OBJECT : CursorToken.BEGIN_ARRAY;
  }

  private CursorToken close() {
    CursorToken closed = object ? CursorToken.END_OBJECT : CursorToken.END_ARRAY;
    object = (objects & 1) == 1;
    objects >>>= 1;
    at++;
    depth--;
    return closed;
  }

  private CursorToken string(CursorToken found) {
    byte[] bytes = this.bytes;
    escapes = false;
    textFrom = at + 1;
    int here = textFrom;
    while (true) {
      int plain = EightBytes.plain(EightBytes.upTo(bytes, here, end));
      here += plain;
      if (plain == 8) {
        continue;
      }
      if (here >= end) {
        return CursorToken.ENDED_EARLY;
      }
      if (bytes[here] == '"') {
        textTo = here;
        at = here + 1;
        return found;
      }
      escapes |= bytes[here] == '\\';
      int length = JsonText.unusualLength(bytes, here, end);
      if (length <= 0) {
        return length == JsonText.ENDED ? CursorToken.ENDED_EARLY : CursorToken.MALFORMED;
      }
      here += length;
    }
  }

  private CursorToken literal(byte[] word, CursorToken found) {
    int stop = Math.min(end, at + word.length);
    if (EightBytes.upTo(bytes, at, stop) != EightBytes.upTo(word, 0, stop - at)) {
      return CursorToken.MALFORMED;
    }
    boolean whole = stop - at == word.length;
    escapes = false;
    textFrom = at;
    textTo = stop;
    at = stop;
    return whole ? found : CursorToken.ENDED_EARLY;
  }

  private CursorToken number() {
    escapes = false;
    textFrom = at;
    textTo = decimal.scan(bytes, at, end);
    at = textTo;
    if (at == end && (depth > 0 || !decimal.number())) {
      return CursorToken.ENDED_EARLY;
    }
    return decimal.number() ? CursorToken.NUMBER : CursorToken.MALFORMED;
  }

  /** Passes over white space; true at the end of the bytes. */
  private boolean skipSpace() {
    return (at >= end || bytes[at] <= ' ') && skipSpaces();
  }

  private boolean skipSpaces() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at == end;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
