package btcfeed.exchange.json;

import btcfeed.domain.market.Decimal;

/**
 * Reads decimal text exactly into {@code unscaled / 10^scale}, keeping every digit that was
 * written: {@code 76745.19000000} is 7674519000000 at scale 8, {@code 1.8E-4} is 18 at scale 5.
 *
 * <p>Accepts what JSON calls a number and nothing else: no {@code +1}, {@code .5}, {@code 007},
 * {@code NaN} or white space. One thread.
 */
final class DecimalScan {
  // An exponent this large cannot be brought into 18 digits and 18 decimals.
  private static final int HUGE = 1_000_000;

  private long unscaled;
  private int scale;
  private boolean integer;

  /**
   * Reads the bytes from {@code from} to before {@code to}; false if they are no number, or one of
   * more than 18 digits or 18 decimals. White space counts as neither.
   */
  boolean read(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int start = at;
    for (; at < to && isDigit(bytes[at]); at++) {
      value = append(value, bytes[at]);
    }
    int digits = at - start;
    if (digits == 0 || (digits > 1 && bytes[start] == '0')) {
      return false;
    }
    int decimals = 0;
    if (at < to && bytes[at] == '.') {
      start = ++at;
      for (; at < to && isDigit(bytes[at]); at++) {
        value = append(value, bytes[at]);
      }
      decimals = at - start;
      if (decimals == 0) {
        return false;
      }
    }
    integer = at == to && decimals == 0;
    int exponent = 0;
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      boolean down = at < to && bytes[at] == '-';
      if (down || (at < to && bytes[at] == '+')) {
        at++;
      }
      start = at;
      for (; at < to && isDigit(bytes[at]); at++) {
        exponent = Math.min(HUGE, exponent * 10 + (bytes[at] - '0'));
      }
      if (at == start) {
        return false;
      }
      exponent = down ? -exponent : exponent;
    }
    return at == to && value >= 0 && fit(negative ? -value : value, (long) decimals - exponent);
  }

  long unscaled() {
    return unscaled;
  }

  int scale() {
    return scale;
  }

  /** True if it was written as a whole number: digits, perhaps a sign, and nothing else. */
  boolean integer() {
    return integer;
  }

  /** One more digit; negative once there are too many. */
  private static long append(long value, byte digit) {
    if (value < 0 || value > Decimal.MAX_UNSCALED / 10) {
      return -1;
    }
    return value * 10 + (digit - '0');
  }

  private boolean fit(long value, long decimals) {
    long whole = value;
    long left = value == 0 ? Math.max(0, decimals) : decimals;
    for (; left < 0; left++) {
      if (Math.abs(whole) > Decimal.MAX_UNSCALED / 10) {
        return false;
      }
      whole *= 10;
    }
    unscaled = whole;
    scale = (int) Math.min(left, Integer.MAX_VALUE);
    return left <= Decimal.MAX_SCALE;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
