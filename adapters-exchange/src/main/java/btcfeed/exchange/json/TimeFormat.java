package btcfeed.exchange.json;

/** The unit of a trade's time. */
public enum TimeFormat {
  /** {@code 2026-09-02T07:44:10.104422Z}, with any number of decimals. */
  ISO,
  /** Unix seconds, with or without decimals. */
  SECONDS,
  /** Unix milliseconds, with or without decimals. */
  MILLIS,
  /** Unix microseconds. */
  MICROS,
  /** Unix nanoseconds. */
  NANOS;

  long read(TimeScan scan, byte[] bytes, int from, int to) {
    return switch (this) {
      case ISO -> scan.iso(bytes, from, to);
      case SECONDS -> TimeScan.number(bytes, from, to, 6);
      case MILLIS -> TimeScan.number(bytes, from, to, 3);
      case MICROS -> TimeScan.number(bytes, from, to, 0);
      case NANOS -> TimeScan.number(bytes, from, to, -3);
    };
  }
}
