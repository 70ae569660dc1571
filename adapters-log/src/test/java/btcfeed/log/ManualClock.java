package btcfeed.log;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test advances. */
final class ManualClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  void advance(Duration by) {
    // Monotonic time can overflow; only differences count.
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
