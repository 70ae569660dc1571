package btcfeed.exchange.line;

import java.time.Duration;

/**
 * Whether a venue's frames are better read a few at a time: being woken for a frame costs several
 * times what the frame does. Some thousands a second on one line are, whoever waits for them; some
 * hundreds, for as long as they are let {@link #gather}. Fewer are read when they come. One thread
 * reads, any may let them gather.
 */
final class ReadCoalescer {
  /** How long frames gather that somebody waits for. */
  static final long PAUSE_NANOS = 500_000;

  /** So much at once has gathered enough already. */
  private static final int PLENTY_BYTES = 4_096;

  private final Rate thousands = new Rate(5_000_000, 20);
  private final Rate hundreds = new Rate(50_000_000, 20);
  private volatile long leisureNanos;

  /** Frames that nobody waits for may gather so long; zero if somebody does. */
  void gather(Duration most) {
    leisureNanos = most.toNanos();
  }

  /** A frame was read. */
  void frame() {
    thousands.frames++;
    hundreds.frames++;
  }

  /** How long to wait before more is read, after a read that brought so many bytes. */
  long pause(int bytes, long nowNanos) {
    boolean hurried = thousands.reached(nowNanos);
    boolean busy = hundreds.reached(nowNanos);
    if (bytes >= PLENTY_BYTES) {
      return 0;
    }
    return Math.max(hurried ? PAUSE_NANOS : 0, busy ? leisureNanos : 0);
  }

  /** Whether there were enough frames in the last full window. */
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
