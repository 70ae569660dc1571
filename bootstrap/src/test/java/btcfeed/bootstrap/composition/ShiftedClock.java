package btcfeed.bootstrap.composition;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/** The host's clock, set back or forth by a test; time itself goes on as before. */
final class ShiftedClock implements Clock {
  private final SystemClock real = new SystemClock();
  private volatile long shiftUs;

  void set(Duration shift) {
    shiftUs = shift.toNanos() / 1_000;
  }

  @Override
  public long wallUs() {
    return real.wallUs() + shiftUs;
  }

  @Override
  public long nanos() {
    return real.nanos();
  }
}
