package btcfeed.application;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/** Both clocks, moved by hand. */
public final class ManualClock implements Clock {
  private long wallUs = 1_790_000_000_000_000L;
  private long nanos = 1_000_000_000L;

  @Override
  public long wallUs() {
    return wallUs;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  public void advance(Duration by) {
    advanceNanos(by.toNanos());
  }

  void advanceNanos(long by) {
    nanos += by;
    wallUs += by / 1_000;
  }

  /** The host's clock is set; time itself goes on as before. */
  void setWallBack(Duration by) {
    wallUs -= by.toNanos() / 1_000;
  }
}
