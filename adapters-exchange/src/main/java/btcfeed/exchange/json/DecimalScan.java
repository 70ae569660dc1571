package btcfeed.exchange.json;

import btcfeed.domain.market.Decimal;

/**
 * Reads decimal text exactly into {@code unscaled / 10^scale} and keeps every digit: {@code
 * 76745.19000000} is 7674519000000 at scale 8, {@code 1.8E-4} is 18 at scale 5.
 *
 * <p>It accepts a number as JSON defines it and nothing else: no {@code +1}, {@code .5}, {@code
 * 007}, {@code NaN} or white space. One thread.
 */
public final class DecimalScan {
  // No number with an exponent this large has at most 18 digits and 18 decimals.
  private static final long HUGE = 1_000_000;

  private static final int LONGEST_LONG = 19;

  private boolean number;
  private boolean fits;
  private boolean integer;
  private long unscaled;
  private int scale;

  // The number of the digits since the last reset. It may overflow beyond 18 digits.
  private long value;

  /**
   * Reads the number that begins at {@code from} and ends before {@code to} at the latest. Returns
   * the position behind it, or the position where it stops to be a number.
   */
  int scan(byte[] bytes, int from, int to) {
    int first = from < to && bytes[from] == '-' ? from + 1 : from;
    value = 0;
    int at = digits(bytes, first, to);
    int whole = at - first;
    int decimals = 0;
    number = whole == 1 || (whole > 1 && bytes[first] != '0');
    fits = false;
    if (!number) {
      return Math.min(at, first + 1);
    }
    if (at < to && bytes[at] == '.') {
      int point = at++;
      at = digits(bytes, at, to);
      decimals = at - point - 1;
      number = decimals > 0;
    }
    integer = at == first + whole;
    long digits = whole + decimals > Decimal.MAX_DIGITS ? carefully(bytes, first, at) : value;
    long left = decimals;
    if (number && at < to && (bytes[at] | 0x20) == 'e') {
      at = exponent(bytes, at, to);
      left -= value;
    }
    fits = number && digits >= 0 && fit(first > from ? -digits : digits, left);
    return at;
  }

  /** Reads an exponent into {@link #value} and returns the position behind it. */
  private int exponent(byte[] bytes, int from, int to) {
    integer = false;
    int at = from + 1;
    boolean down = at < to && bytes[at] == '-';
    at = down || (at < to && bytes[at] == '+') ? at + 1 : at;
    int power = at;
    value = 0;
    at = digits(bytes, at, to);
    number = at > power;
    long exponent = at - power > 6 ? HUGE : value;
    value = down ? -exponent : exponent;
    return at;
  }

  /**
   * Reads the bytes from {@code from} to before {@code to}. False if they are no number, or one of
   * more than 18 digits or 18 decimals.
   */
  public boolean read(byte[] bytes, int from, int to) {
    int stop = scan(bytes, from, to);
    fits &= stop == to;
    return fits;
  }

  /** The number of digits without a leading zero that fit into a {@code long}; else -1. */
  long whole(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < 1 || length > LONGEST_LONG || (length > 1 && bytes[from] == '0')) {
      return -1;
    }
    value = 0;
    // The overflow of nineteen digits sets at most the sign.
    return digits(bytes, from, to) == to ? Math.max(value, -1) : -1;
  }

  /** True if a number of any size was read. */
  public boolean number() {
    return number;
  }

  /** True if a number was read that has at most 18 digits and 18 decimals. */
  public boolean fits() {
    return fits;
  }

  public long unscaled() {
    return unscaled;
  }

  public int scale() {
    return scale;
  }

  /** True if the text was digits, perhaps with a sign, and nothing else. */
  boolean integer() {
    return integer;
  }

  /** Adds digits to {@link #value} and returns the position behind them. */
  private int digits(byte[] bytes, int from, int to) {
    long read = value;
    int at = from;
    int count;
    do {
      long eight = EightBytes.upTo(bytes, at, to);
      count = EightBytes.digits(eight);
      read = read * EightBytes.power(count) + EightBytes.number(eight, count);
      at += count;
    } while (count == 8);
    value = read;
    return at;
  }

  /** Reads the digits again with a check for overflow; negative if there are too many. */
  private static long carefully(byte[] bytes, int from, int to) {
    long careful = 0;
    for (int at = from; at < to; at++) {
      if (careful > Decimal.MAX_UNSCALED / 10) {
        return -1;
      }
      careful = bytes[at] == '.' ? careful : careful * 10 + (bytes[at] - '0');
    }
    return careful;
  }

  private boolean fit(long digits, long decimals) {
    long whole = digits;
    long left = digits == 0 ? Math.max(0, decimals) : decimals;
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
}
