package btcfeed.exchange.json;

/** Reads times as venues write them into Unix microseconds; what is finer is cut off. */
final class TimeScan {
  /** Not a time, or one outside of the years 2001 to 2286. */
  static final long BAD = -1;

  private static final long US_16_DIGITS = 1_000_000_000_000_000L;
  private static final long US_A_SECOND = 1_000_000;
  private static final long SECONDS_A_DAY = 86_400;
  private static final int DATE_AND_TIME = 19;
  private static final int[] DAYS_BEFORE = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private TimeScan() {}

  /**
   * Reads a decimal number of units that are {@code 10^power} microseconds long: seconds are 6,
   * milliseconds 3, nanoseconds -3.
   */
  static long number(byte[] bytes, int from, int to, int power) {
    long us = 0;
    int at = from;
    int wholeEnd = from;
    while (wholeEnd < to && isDigit(bytes[wholeEnd])) {
      wholeEnd++;
    }
    int used = power < 0 ? wholeEnd + power : wholeEnd;
    if (wholeEnd == from || used - from + Math.max(0, power) > 16) {
      return BAD;
    }
    while (at < used) {
      us = us * 10 + (bytes[at++] - '0');
    }
    at = wholeEnd;
    boolean fraction = at < to && bytes[at] == '.' && at + 1 < to;
    at += fraction ? 1 : 0;
    for (int digit = 0; digit < power; digit++) {
      boolean given = fraction && at < to && isDigit(bytes[at]);
      us = us * 10 + (given ? bytes[at++] - '0' : 0);
    }
    while (fraction && at < to && isDigit(bytes[at])) {
      at++;
    }
    return at == to ? plausible(us) : BAD;
  }

  /** Reads {@code 2026-09-02T07:44:10.104422Z}, with any number of decimals or none. */
  static long iso(byte[] bytes, int from, int to) {
    int rest = from + DATE_AND_TIME;
    if (to - from <= DATE_AND_TIME
        || bytes[to - 1] != 'Z'
        || bytes[from + 4] != '-'
        || bytes[from + 7] != '-'
        || bytes[from + 10] != 'T'
        || bytes[from + 13] != ':'
        || bytes[from + 16] != ':') {
      return BAD;
    }
    int year = digits(bytes, from, 4);
    int month = digits(bytes, from + 5, 2);
    int day = digits(bytes, from + 8, 2);
    int hour = digits(bytes, from + 11, 2);
    int minute = digits(bytes, from + 14, 2);
    int second = digits(bytes, from + 17, 2);
    if (year < 2001 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return BAD;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return BAD;
    }
    long us = (days(year, month, day) * SECONDS_A_DAY + hour * 3600L + minute * 60L + second);
    long fraction = fraction(bytes, rest, to - 1);
    return fraction == BAD ? BAD : plausible(us * US_A_SECOND + fraction);
  }

  private static long fraction(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    if (bytes[from] != '.' || from + 1 == to) {
      return BAD;
    }
    long us = 0;
    int read = 0;
    for (int at = from + 1; at < to; at++) {
      if (!isDigit(bytes[at])) {
        return BAD;
      }
      if (read < 6) {
        us = us * 10 + (bytes[at] - '0');
        read++;
      }
    }
    for (; read < 6; read++) {
      us *= 10;
    }
    return us;
  }

  /** Days since 1970-01-01. */
  private static long days(int year, int month, int day) {
    long before = year - 1L;
    long leapDays = before / 4 - before / 100 + before / 400 - 477;
    int thisLeap = month > 2 && isLeap(year) ? 1 : 0;
    return (year - 1970L) * 365 + leapDays + DAYS_BEFORE[month - 1] + thisLeap + day - 1;
  }

  private static int daysIn(int year, int month) {
    return DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** So many digits as a number; -1 if they are none. */
  private static int digits(byte[] bytes, int from, int count) {
    int number = 0;
    for (int at = from; at < from + count; at++) {
      if (!isDigit(bytes[at])) {
        return -1;
      }
      number = number * 10 + (bytes[at] - '0');
    }
    return number;
  }

  private static long plausible(long us) {
    return us >= US_16_DIGITS && us < US_16_DIGITS * 10 ? us : BAD;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
