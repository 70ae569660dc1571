package btcfeed.exchange.json;

/** The unit of a trade's time. */
public enum TimeFormat {
  /** {@code 2026-09-02T07:44:10.104422Z}, with any number of decimals. */
  ISO,
  /** Unix seconds, with or without decimals. */
  SECONDS,
  /** Unix milliseconds, with or without decimals. */
  MILLIS,
  /** Unix milliseconds of 13 digits, or microseconds of 16. */
  MILLIS_OR_MICROS,
  /** Unix microseconds. */
  MICROS,
  /** Unix nanoseconds. */
  NANOS;

  /** Unix microseconds of a whole number; {@link TimeScan#BAD} if it is no time. */
  long of(long number) {
    return switch (this) {
      case ISO -> TimeScan.BAD;
      case SECONDS -> TimeScan.plausible(number, 1_000_000);
      case MILLIS -> TimeScan.plausible(number, 1_000);
      case MILLIS_OR_MICROS ->
          number < 100_000_000_000_000L
              ? TimeScan.plausible(number, 1_000)
              : TimeScan.plausible(number, 1);
      case MICROS -> TimeScan.plausible(number, 1);
      case NANOS -> TimeScan.plausible(number / 1_000, 1);
    };
  }

  long read(TimeScan scan, byte[] bytes, int from, int to) {
    return switch (this) {
      case ISO -> scan.iso(bytes, from, to);
      case SECONDS -> TimeScan.number(bytes, from, to, 6);
      case MILLIS -> TimeScan.number(bytes, from, to, 3);
      case MILLIS_OR_MICROS -> TimeScan.number(bytes, from, to, to - from > 13 ? 0 : 3);
      case MICROS -> TimeScan.number(bytes, from, to, 0);
      case NANOS -> TimeScan.number(bytes, from, to, -3);
    };
  }
}
