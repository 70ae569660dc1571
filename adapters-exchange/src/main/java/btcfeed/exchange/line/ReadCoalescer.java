package btcfeed.exchange.line;

import java.time.Duration;

/**
 * Decides how long a read waits for more frames: waking a thread costs several times what a frame
 * costs. At thousands of frames a second it always waits. At hundreds it waits as long as {@link
 * #gather} permits. Below that it never waits. One thread reads; any thread may call {@code
 * gather}.
 */
final class ReadCoalescer {
  /** The wait at thousands of frames a second. */
  static final long PAUSE_NANOS = 500_000;

  /** After a read of this size there is no wait. */
  private static final int ENOUGH_BYTES = 4_096;

  private final Rate thousands = new Rate(5_000_000, 20);
  private final Rate hundreds = new Rate(50_000_000, 20);
  private volatile long gatherNanos;

  /** Permits a wait at hundreds of frames a second; zero forbids it. */
  void gather(Duration most) {
    gatherNanos = most.toNanos();
  }

  /** Counts a frame. */
  void frame() {
    thousands.frames++;
    hundreds.frames++;
  }

  /** Nanoseconds to wait after a read that returned {@code bytes}. */
  long pause(int bytes, long nowNanos) {
    boolean many = thousands.reached(nowNanos);
    boolean some = hundreds.reached(nowNanos);
    return bytes >= ENOUGH_BYTES ? 0 : Math.max(many ? PAUSE_NANOS : 0, some ? gatherNanos : 0);
  }

  /** The rate of the last full window. */
  private static final class Rate {
    private final long windowNanos;
    private final int enough;
    private long sinceNanos;
    private int frames;
    private boolean begun;
    private boolean high;

    Rate(long windowNanos, int enough) {
      this.windowNanos = windowNanos;
      this.enough = enough;
    }

    boolean reached(long nowNanos) {
      long elapsed = nowNanos - sinceNanos;
      if (!begun || elapsed >= windowNanos) {
        high = begun && frames >= enough && elapsed < 2 * windowNanos;
        begun = true;
        sinceNanos = nowNanos;
        frames = 0;
      }
      return high;
    }
  }
}
