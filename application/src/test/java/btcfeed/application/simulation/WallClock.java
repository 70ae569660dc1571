package btcfeed.application.simulation;

import btcfeed.domain.time.Clock;

/** The clock of one host. Its wall clock can be set wrong; its age clock runs as all others do. */
final class WallClock implements Clock {
  private static final long MOST_WRONG_US = 12 * 3_600_000_000L;

  private final TrueTime time;
  private long wrongUs;

  WallClock(TrueTime time) {
    this.time = time;
  }

  @Override
  public long wallUs() {
    return time.trueUs() + wrongUs;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  /** The wall clock is set; less than half a day, because more is refused by design. */
  void setWall(long byUs) {
    wrongUs = Math.clamp(wrongUs + byUs, -MOST_WRONG_US, MOST_WRONG_US);
  }
}
