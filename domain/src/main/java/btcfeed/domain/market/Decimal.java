package btcfeed.domain.market;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * An exact decimal, {@code unscaled / 10^scale}, that keeps the digits of the venue: {@code
 * 76745.19000000} stays {@code 76745.19000000}.
 *
 * <p>At most 18 significant digits and 18 decimals, so that one {@code long} holds it. A longer
 * number is refused as bad input, not rounded.
 */
public sealed interface Decimal permits Price, Quantity {
  /** Most decimals a number may have. */
  int MAX_SCALE = 18;

  /** Largest magnitude: 18 nines. */
  long MAX_UNSCALED = 999_999_999_999_999_999L;

  /** Most significant digits a number may have. */
  int MAX_DIGITS = 18;

  /** Longest text that {@link #parse} reads, including leading zeros and an exponent. */
  int MAX_TEXT = 64;

  long unscaled();

  int scale();

  /** Keeps trailing zeros. */
  default BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(unscaled(), scale());
  }

  /** Plain text without an exponent, as the venue sent it. */
  default String text() {
    return toBigDecimal().toPlainString();
  }

  /** Number of bytes {@link #writeText} writes. */
  default int textLength() {
    int digits = digits(unscaled());
    return scale() == 0 ? digits : Math.max(digits, scale() + 1) + 1;
  }

  /** Writes {@link #text} as ASCII without creating a string. */
  default void writeText(ByteBuffer out) {
    int length = textLength();
    int end = out.position() + length;
    int at = end;
    long rest = unscaled();
    for (int written = 0; at > out.position(); written++) {
      if (written == scale() && scale() > 0) {
        out.put(--at, (byte) '.');
      }
      out.put(--at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.position(end);
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static long stripped(Decimal d) {
    long value = d.unscaled();
    for (int zeros = d.scale(); zeros > 0 && value % 10 == 0; zeros--) {
      value /= 10;
    }
    return value;
  }

  /** By value, ignoring trailing zeros. */
  static int compare(Decimal a, Decimal b) {
    return a.scale() == b.scale()
        ? Long.compare(a.unscaled(), b.unscaled())
        : a.toBigDecimal().compareTo(b.toBigDecimal());
  }

  /** Numeric equality: 64000.10 equals 64000.1. */
  static boolean same(Decimal a, Decimal b) {
    return compare(a, b) == 0;
  }

  /** Hash that agrees with {@link #same}. */
  static int hash(Decimal d) {
    return Long.hashCode(stripped(d));
  }

  /** Checks the bounds of a positive decimal. */
  static void requirePositive(String what, long unscaled, int scale) {
    if (unscaled <= 0) {
      throw new IllegalArgumentException(
          what + " must be positive, was " + unscaled + "e-" + scale);
    }
    if (unscaled > MAX_UNSCALED || scale < 0 || scale > MAX_SCALE) {
      throw new IllegalArgumentException(
          what + " must have at most 18 digits and 18 decimals, was " + unscaled + "e-" + scale);
    }
  }

  /**
   * Splits plain or exponent text into unscaled and scale, exactly, and hands them on. Throws
   * IllegalArgumentException for anything else, in constant time: the length is looked at before
   * the digits, and the exponent before it is multiplied out, since {@code 1e999999999} takes
   * minutes.
   */
  static <T extends Decimal> T parse(String text, Maker<T> maker) {
    int point = text.indexOf('.');
    if (isPlain(text, point)) {
      int scale = point < 0 ? 0 : text.length() - point - 1;
      return maker.make(digits(text, point), scale);
    }
    requirePlainCharacters(text);
    BigDecimal number = new BigDecimal(text);
    if (number.precision() - Math.min(0L, number.scale()) > MAX_DIGITS) {
      throw new IllegalArgumentException("more than 18 digits: " + text);
    }
    if (number.scale() < 0) {
      number = number.setScale(0);
    }
    return maker.make(number.unscaledValue().longValueExact(), number.scale());
  }

  /** True for digits with at most one point inside that always fit: nearly every number. */
  private static boolean isPlain(String text, int point) {
    boolean plain = !text.isEmpty() && text.length() <= MAX_DIGITS && point != 0;
    plain &= point != text.length() - 1;
    for (int i = 0; plain && i < text.length(); i++) {
      plain = i == point || (text.charAt(i) >= '0' && text.charAt(i) <= '9');
    }
    return plain;
  }

  private static long digits(String text, int point) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      value = i == point ? value : value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  /** BigDecimal alone would accept digits of other scripts. */
  private static void requirePlainCharacters(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a number of " + text.length() + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        throw new IllegalArgumentException("not a number in ASCII: " + text);
      }
    }
  }

  /** A record's constructor. */
  interface Maker<T extends Decimal> {
    T make(long unscaled, int scale);
  }
}
