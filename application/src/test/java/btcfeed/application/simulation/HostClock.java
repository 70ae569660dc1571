package btcfeed.application.simulation;

import btcfeed.domain.time.Clock;

/**
 * The clocks of the simulated host. Time passes from event to event; a step that waits for
 * something {@link #spend}s time, which only it sees until it ends. The wall clock can be set
 * wrong.
 */
final class HostClock implements Clock {
  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000L;
  private static final long START_US = 1_790_000_000_000_000L;

  private static final long MOST_WRONG_US = 12 * 3_600_000_000L;

  private long nanos = SECOND;
  private long spent;
  private long wrongUs;

  @Override
  public long wallUs() {
    return trueUs() + wrongUs;
  }

  @Override
  public long nanos() {
    return nanos + spent;
  }

  /** What a right wall clock says: the venue's does. */
  long trueUs() {
    return START_US + nanos() / 1_000;
  }

  /** The wall clock is set; less than half a day, because more is refused by design. */
  void setWall(long byUs) {
    wrongUs = Math.clamp(wrongUs + byUs, -MOST_WRONG_US, MOST_WRONG_US);
  }

  void spend(long time) {
    spent += time;
  }

  /** The step is over; how much time it spent. */
  long stepEnds() {
    long all = spent;
    spent = 0;
    return all;
  }

  void moveTo(long later) {
    nanos = Math.max(nanos, later);
  }
}
