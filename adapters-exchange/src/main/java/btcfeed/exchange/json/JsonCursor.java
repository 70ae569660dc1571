package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A strict, forward-only reader of one JSON document in a byte array.
 *
 * <p>{@link #next} moves to the next token and checks everything on the way: grammar, escapes,
 * UTF-8, number format, depth, and that nothing follows the document. What it stands on can then be
 * asked for: {@link #word}, {@link #readDecimal}, {@link #readInteger}. Keys may come in any order,
 * and {@link #skip} passes over a value of any size.
 *
 * <p>Damage and shortness are two things: {@link Token#MALFORMED} says that no continuation could
 * make it JSON, {@link Token#ENDED_EARLY} that it was fine up to its end. Every value handed out
 * before either of them was there whole: a number that touches the end of the bytes is not a value,
 * because more digits may have been cut off. (Only a document that is nothing but a number ends
 * that way legitimately.)
 *
 * <p>Reusable, allocates nothing but in {@link #text}, one thread.
 */
public final class JsonCursor {
  /** Deepest nesting; real messages use four. */
  public static final int MAX_DEPTH = 64;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private enum Expected {
    VALUE,
    FIRST_KEY_OR_END,
    FIRST_VALUE_OR_END,
    COMMA_OR_END,
    NOTHING
  }

  private final DecimalScan decimal = new DecimalScan();
  private final JsonText unescaped = new JsonText();

  private byte[] bytes = new byte[0];
  private int end;
  private int at;
  private int depth;
  // One bit a level: 1 inside an object, 0 inside an array.
  private long objects;
  private Expected expected = Expected.VALUE;
  private Token token = Token.ENDED_EARLY;
  private int textFrom;
  private int textTo;
  private boolean escapes;

  /** Begins a document: the first {@code length} bytes, which must not change while it is read. */
  public void begin(byte[] document, int length) {
    bytes = document;
    end = length;
    at = 0;
    depth = 0;
    expected = Expected.VALUE;
    token = Token.NULL;
  }

  /** Moves to the next token. After one that {@link Token#isLast} stays there. */
  public Token next() {
    if (token.isLast()) {
      return token;
    }
    token = advance();
    return token;
  }

  /** The token it stands on. */
  public Token token() {
    return token;
  }

  /** Passes over the rest of the value whose first token it stands on. */
  public void skip() {
    if (token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY) {
      int outside = depth - 1;
      while (depth > outside && !token.isLast()) {
        next();
      }
    }
  }

  /** What the key or string it stands on means, escapes resolved. */
  public <T> T word(Words<T> words) {
    if (escapes) {
      unescaped.resolve(bytes, textFrom, textTo, words.maxLength() + 1);
      return words.find(unescaped.bytes(), 0, unescaped.length());
    }
    return words.find(bytes, textFrom, textTo);
  }

  /** True if the key or string it stands on was written with this ASCII text at its end. */
  public boolean endsWith(byte[] ascii) {
    int from = textTo - ascii.length;
    return from >= textFrom && Arrays.equals(bytes, from, textTo, ascii, 0, ascii.length);
  }

  /** The key, string or number it stands on as a string of at most {@code maxBytes} of UTF-8. */
  public String text(int maxBytes) {
    unescaped.resolve(bytes, textFrom, textTo, maxBytes);
    return new String(unescaped.bytes(), 0, unescaped.length(), StandardCharsets.UTF_8);
  }

  /**
   * Reads the string or number it stands on as an exact decimal; false if it is none, or one of
   * more than 18 digits or 18 decimals.
   */
  public boolean readDecimal() {
    return !escapes && decimal.read(bytes, textFrom, textTo);
  }

  /** As {@link #readDecimal}, and false if it was not written as a whole number. */
  public boolean readInteger() {
    return readDecimal() && decimal.integer();
  }

  /** What was read, without its decimal point. */
  public long unscaled() {
    return decimal.unscaled();
  }

  /** How many decimals what was read has. */
  public int scale() {
    return decimal.scale();
  }

  private Token advance() {
    skipSpace();
    if (at == end) {
      return expected == Expected.NOTHING ? Token.END : Token.ENDED_EARLY;
    }
    byte b = bytes[at];
    return switch (expected) {
      case VALUE -> value(b);
      case FIRST_VALUE_OR_END -> b == ']' ? close() : value(b);
      case FIRST_KEY_OR_END -> b == '}' ? close() : key(b);
      case COMMA_OR_END -> commaOrEnd(b);
      case NOTHING -> Token.MALFORMED;
    };
  }

  private Token commaOrEnd(byte b) {
    boolean object = inObject();
    if (b == (object ? '}' : ']')) {
      return close();
    }
    if (b != ',') {
      return Token.MALFORMED;
    }
    at++;
    skipSpace();
    if (at == end) {
      return Token.ENDED_EARLY;
    }
    return object ? key(bytes[at]) : value(bytes[at]);
  }

  private Token key(byte b) {
    if (b != '"') {
      return Token.MALFORMED;
    }
    Token key = string(Token.KEY);
    if (key != Token.KEY) {
      return key;
    }
    skipSpace();
    if (at == end) {
      return Token.ENDED_EARLY;
    }
    if (bytes[at++] != ':') {
      return Token.MALFORMED;
    }
    expected = Expected.VALUE;
    return Token.KEY;
  }

  private Token value(byte b) {
    return switch (b) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> scalar(string(Token.STRING));
      case 't' -> scalar(literal(TRUE, Token.TRUE));
      case 'f' -> scalar(literal(FALSE, Token.FALSE));
      case 'n' -> scalar(literal(NULL, Token.NULL));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> scalar(number());
      default -> Token.MALFORMED;
    };
  }

  private Token open(boolean object) {
    if (depth == MAX_DEPTH) {
      return Token.MALFORMED;
    }
    at++;
    objects = object ? objects | (1L << depth) : objects & ~(1L << depth);
    depth++;
    expected = object ? Expected.FIRST_KEY_OR_END : Expected.FIRST_VALUE_OR_END;
    return object ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY;
  }

  private Token close() {
    Token closed = inObject() ? Token.END_OBJECT : Token.END_ARRAY;
    at++;
    depth--;
    return scalar(closed);
  }

  /** A value is complete: what may follow it depends on where it stands. */
  private Token scalar(Token complete) {
    expected = depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END;
    return complete;
  }

  private Token string(Token found) {
    escapes = false;
    textFrom = at + 1;
    int here = textFrom;
    while (here < end) {
      byte b = bytes[here];
      if (b == '"') {
        textTo = here;
        at = here + 1;
        return found;
      }
      int length = 1;
      if (b == '\\') {
        escapes = true;
        length = JsonText.escapeLength(bytes, here, end);
      } else if (b < 0) {
        length = Utf8.length(bytes, here, end);
      } else if (b < ' ') {
        return Token.MALFORMED;
      }
      if (length <= 0) {
        return length == Utf8.ENDED ? Token.ENDED_EARLY : Token.MALFORMED;
      }
      here += length;
    }
    return Token.ENDED_EARLY;
  }

  private Token literal(byte[] word, Token found) {
    for (byte expectedByte : word) {
      if (at == end) {
        return Token.ENDED_EARLY;
      }
      if (bytes[at++] != expectedByte) {
        return Token.MALFORMED;
      }
    }
    return found;
  }

  private Token number() {
    escapes = false;
    textFrom = at;
    if (bytes[at] == '-') {
      at++;
    }
    int first = at;
    int digits = digits();
    if (digits > 1 && bytes[first] == '0') {
      return Token.MALFORMED;
    }
    if (digits > 0 && at < end && bytes[at] == '.') {
      at++;
      digits = digits();
    }
    if (digits > 0 && at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits = digits();
    }
    textTo = at;
    if (at == end && (digits == 0 || depth > 0)) {
      return Token.ENDED_EARLY;
    }
    return digits == 0 ? Token.MALFORMED : Token.NUMBER;
  }

  private int digits() {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private boolean inObject() {
    return ((objects >>> (depth - 1)) & 1) == 1;
  }

  private void skipSpace() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }
}
