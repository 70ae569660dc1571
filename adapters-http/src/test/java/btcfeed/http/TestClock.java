package btcfeed.http;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test advances. */
final class TestClock implements Clock {
  /** 2025-10-09T08:53:20.5Z. */
  static final long START_US = 1_760_000_000_500_000L;

  static final long START_NANOS = 5_000_000_000_000L;

  private final AtomicLong passedNanos = new AtomicLong();

  void advance(Duration by) {
    passedNanos.addAndGet(by.toNanos());
  }

  @Override
  public long wallUs() {
    return START_US + passedNanos.get() / 1000;
  }

  @Override
  public long nanos() {
    return START_NANOS + passedNanos.get();
  }
}
