package btcfeed.exchange.json;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads times into Unix microseconds; finer digits are cut off. It remembers the last minute it
 * read, because nearly all times of a feed are in the same minute. One thread.
 */
final class TimeScan {
  /** No time, or one outside the years 2001 to 2286. */
  static final long BAD = -1;

  private static final long US_16_DIGITS = 1_000_000_000_000_000L;
  private static final long US_A_SECOND = 1_000_000;
  private static final int US_DIGITS = 6;
  private static final int DATE_AND_TIME = 19;

  // The sixteen bytes of the last minute and its Unix time in seconds; zeros before the first.
  private long date;
  private long clock;
  private long minute;

  /**
   * Reads a decimal number in units of {@code 10^power} microseconds: 6 for seconds, 3 for
   * milliseconds, -3 for nanoseconds.
   */
  static long number(byte[] bytes, int from, int to, int power) {
    long whole = 0;
    int at = from;
    int count;
    do {
      long eight = EightBytes.upTo(bytes, at, to);
      count = EightBytes.digits(eight);
      whole = whole * EightBytes.power(count) + EightBytes.number(eight, count);
      at += count;
    } while (count == 8);
    if (at == from || at - from + power > 16) {
      return BAD;
    }
    if (power <= 0) {
      long us = Long.divideUnsigned(whole, EightBytes.power(-power));
      return isDecimals(bytes, at, to) ? plausible(us) : BAD;
    }
    long fraction = fraction(bytes, at, to, power);
    return fraction == BAD ? BAD : plausible(whole * EightBytes.power(power) + fraction);
  }

  /** Reads {@code 2026-09-02T07:44:10.104422Z}, with any number of decimals or none. */
  long iso(byte[] bytes, int from, int to) {
    int rest = from + DATE_AND_TIME;
    if (to - from <= DATE_AND_TIME || bytes[to - 1] != 'Z' || bytes[from + 16] != ':') {
      return BAD;
    }
    if (EightBytes.at(bytes, from) != date || EightBytes.at(bytes, from + 8) != clock) {
      long read = minute(bytes, from);
      if (read == BAD) {
        return BAD;
      }
      minute = read;
      date = EightBytes.at(bytes, from);
      clock = EightBytes.at(bytes, from + 8);
    }
    long second = digits(bytes, from + 17, 2);
    long fraction = fraction(bytes, rest, to - 1, US_DIGITS);
    return second < 0 || second > 59 || fraction == BAD
        ? BAD
        : plausible((minute + second) * US_A_SECOND + fraction);
  }

  /** The Unix time of {@code 2026-09-02T07:44} in seconds. */
  private static long minute(byte[] bytes, int from) {
    long year = digits(bytes, from, 4);
    long month = digits(bytes, from + 5, 2);
    long day = digits(bytes, from + 8, 2);
    long hour = digits(bytes, from + 11, 2);
    long minute = digits(bytes, from + 14, 2);
    if (bytes[from + 4] != '-'
        || bytes[from + 7] != '-'
        || bytes[from + 10] != 'T'
        || bytes[from + 13] != ':'
        || year < 2001
        || month < 1
        || month > 12
        || day < 1
        || day > YearMonth.of((int) year, (int) month).lengthOfMonth()
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59) {
      return BAD;
    }
    long days = LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
    return (days * 24 + hour) * 3600 + minute * 60;
  }

  /** The point and decimals behind a whole number, or nothing, as a number of so many digits. */
  private static long fraction(byte[] bytes, int from, int to, int digits) {
    if (from == to) {
      return 0;
    }
    if (!isDecimals(bytes, from, to)) {
      return BAD;
    }
    int count = Math.min(digits, to - from - 1);
    return EightBytes.number(EightBytes.upTo(bytes, from + 1, to), count)
        * EightBytes.power(digits - count);
  }

  /** True for nothing, and for a point and at least one digit. */
  private static boolean isDecimals(byte[] bytes, int from, int to) {
    if (from == to) {
      return true;
    }
    boolean decimals = bytes[from] == '.' && from + 1 < to;
    int count = 8;
    for (int at = from + 1; decimals && at < to; at += count) {
      count = EightBytes.digits(EightBytes.upTo(bytes, at, to));
      decimals = count == Math.min(8, to - at);
    }
    return decimals;
  }

  /** The number of so many digits; -1 if they are none. */
  private static long digits(byte[] bytes, int from, int count) {
    long eight = EightBytes.upTo(bytes, from, from + count);
    return EightBytes.digits(eight) == count ? EightBytes.number(eight, count) : -1;
  }

  /** A number in units of so many microseconds, unless it is {@link #BAD}. */
  static long plausible(long number, int unit) {
    return number < US_16_DIGITS * 10 / unit ? plausible(number * unit) : BAD;
  }

  private static long plausible(long us) {
    return us >= US_16_DIGITS && us < US_16_DIGITS * 10 ? us : BAD;
  }
}
