package btcfeed.exchange.json;

/** The unit of a trade's time. */
public enum TimeFormat {
  /** {@code 2026-09-02T07:44:10.104422Z}, with any number of decimals. */
  ISO(0),
  /** Unix seconds, with or without decimals. */
  SECONDS(6),
  /** Unix milliseconds, with or without decimals. */
  MILLIS(3),
  /** Unix milliseconds of 13 digits, or microseconds of 16. */
  MILLIS_OR_MICROS(3),
  /** Unix microseconds. */
  MICROS(0),
  /** Unix nanoseconds. */
  NANOS(-3);

  // A unit is ten to this power microseconds.
  private final int power;

  TimeFormat(int power) {
    this.power = power;
  }

  /** Unix microseconds of a whole number; {@link TimeScan#BAD} if it is no time. */
  long of(long number) {
    boolean micros = this == MILLIS_OR_MICROS && number >= 100_000_000_000_000L;
    return this == ISO ? TimeScan.BAD : TimeScan.whole(number, micros ? 0 : power);
  }

  long read(TimeScan scan, byte[] bytes, int from, int to) {
    boolean micros = this == MILLIS_OR_MICROS && to - from > 13;
    return this == ISO
        ? scan.iso(bytes, from, to)
        : TimeScan.number(bytes, from, to, micros ? 0 : power);
  }
}
