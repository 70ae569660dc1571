package btcfeed.log;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock turned by hand. */
final class HandClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  void advance(Duration by) {
    // Monotonic time may overflow; only differences mean anything.
    nanos.addAndGet(by.toNanos());
  }

  @Override
  public long wallUs() {
    return 1_700_000_000_000_000L;
  }

  @Override
  public long nanos() {
    return nanos.get();
  }
}
