package btcfeed.exchange.net;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/** The time at which an operation must have ended, on the monotonic clock. Immutable. */
record Deadline(Clock clock, Duration timeout, long endNanos) {
  static Deadline after(Duration timeout, Clock clock) {
    return new Deadline(clock, timeout, clock.nanos() + timeout.toNanos());
  }

  /** Nanoseconds that are left; zero or less once the deadline has passed. */
  long nanosLeft() {
    return endNanos - clock.nanos();
  }

  boolean passed() {
    return nanosLeft() <= 0;
  }

  /** The timeout in seconds, for messages. */
  String seconds() {
    return seconds(timeout.toNanos());
  }

  /** A time span in seconds with at most one decimal. */
  static String seconds(long nanos) {
    long tenths = Math.max(1, (nanos + 50_000_000) / 100_000_000);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
  }
}
