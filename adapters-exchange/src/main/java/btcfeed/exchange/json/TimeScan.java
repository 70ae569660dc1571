package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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

  /** The Unix time of {@code 2026-09-02T07:44} in seconds; {@link #BAD} if it is none. */
  private static long minute(byte[] bytes, int from) {
    try {
      String text = new String(bytes, from, 16, StandardCharsets.ISO_8859_1);
      return Math.max(BAD, LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return BAD;
    }
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

  /** A whole number in units of {@code 10^power} microseconds. */
  static long whole(long number, int power) {
    if (power < 0) {
      return plausible(number / EightBytes.power(-power));
    }
    long unit = EightBytes.power(power);
    return number < US_16_DIGITS * 10 / unit ? plausible(number * unit) : BAD;
  }

  private static long plausible(long us) {
    return us >= US_16_DIGITS && us < US_16_DIGITS * 10 ? us : BAD;
  }
}
