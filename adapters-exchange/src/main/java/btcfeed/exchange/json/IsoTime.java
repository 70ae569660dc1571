package btcfeed.exchange.json;

/**
 * Reads a moment as venues write it, {@code 2026-08-25T03:35:57.096368Z}, into Unix microseconds
 * without making anything. One to nine decimals or none; what is finer than a microsecond is cut.
 * UTC only. Any thread.
 */
final class IsoTime {
  /** No moment. */
  static final long NONE = Long.MIN_VALUE;

  private static final int SECONDS_END = "2026-08-25T03:35:57".length();
  private static final int MICRO_DIGITS = 6;
  private static final int MAX_DIGITS = 9;
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS_IN_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private IsoTime() {}

  /** The moment written from {@code from} to before {@code to}; {@link #NONE} if there is none. */
  static long micros(byte[] bytes, int from, int to) {
    if (to - from <= SECONDS_END || bytes[to - 1] != 'Z' || !hasShape(bytes, from)) {
      return NONE;
    }
    long day = day(number(bytes, from, 4), number(bytes, from + 5, 2), number(bytes, from + 8, 2));
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    long micros = decimals(bytes, from + SECONDS_END, to - 1);
    if (day < 0 || hour > 23 || minute > 59 || second > 59 || micros < 0) {
      return NONE;
    }
    return (((day * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micros;
  }

  private static boolean hasShape(byte[] bytes, int from) {
    for (int i = 0; i < SECONDS_END; i++) {
      byte b = bytes[from + i];
      boolean digit = b >= '0' && b <= '9';
      if (SHAPE.charAt(i) == '0' ? !digit : b != SHAPE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Days since 1970; negative for one that is in no calendar, or before. */
  private static long day(int year, int month, int day) {
    boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    boolean real =
        month >= 1
            && month <= 12
            && day >= 1
            && day <= DAYS_IN_MONTH[month - 1] + (leap && month == 2 ? 1 : 0);
    if (!real || year < 1970) {
      return -1;
    }
    int before = year - 1;
    long days = before * 365L + before / 4 - before / 100 + before / 400 - 719_162;
    return days + DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
  }

  /** Microseconds of a fraction with its point, or of none; negative if it is not one. */
  private static long decimals(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    int digits = to - from - 1;
    if (bytes[from] != '.' || digits < 1 || digits > MAX_DIGITS) {
      return -1;
    }
    long micros = 0;
    for (int i = 0; i < Math.max(digits, MICRO_DIGITS); i++) {
      int digit = i < digits ? bytes[from + 1 + i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      micros = i < MICRO_DIGITS ? micros * 10 + digit : micros;
    }
    return micros;
  }

  private static int number(byte[] bytes, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
