package btcfeed.application.simulation;

/**
 * The time of the simulation. It passes from event to event; a step that waits for something {@link
 * #spend}s time, which only it sees until it ends.
 */
final class TrueTime {
  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000L;
  private static final long START_US = 1_790_000_000_000_000L;

  private long nanos = SECOND;
  private long spent;

  long nanos() {
    return nanos + spent;
  }

  /** What a right wall clock says: the venue's does. */
  long trueUs() {
    return us(nanos());
  }

  /** What a right wall clock says at this moment. */
  static long us(long nanos) {
    return START_US + nanos / 1_000;
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
