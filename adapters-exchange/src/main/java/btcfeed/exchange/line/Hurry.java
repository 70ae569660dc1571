package btcfeed.exchange.line;

/**
 * Whether a venue is in such a hurry that its frames are better read a few at a time: being woken
 * for a frame costs several times what the frame does. Below {@link #FRAMES_IN_WINDOW} in {@link
 * #WINDOW_NANOS}, some thousands a second on one line, each is read when it comes. One thread.
 */
final class Hurry {
  /** How long frames gather. */
  static final long PAUSE_NANOS = 500_000;

  private static final long WINDOW_NANOS = 5_000_000;
  private static final int FRAMES_IN_WINDOW = 20;

  /** So much at once has gathered enough already. */
  private static final int PLENTY_BYTES = 4_096;

  private long windowNanos;
  private int frames;
  private boolean begun;
  private boolean hurried;

  /** A frame was read. */
  void frame() {
    frames++;
  }

  /** How long to wait before more is read, after a read that brought so many bytes. */
  long pause(int bytes, long nowNanos) {
    long elapsed = nowNanos - windowNanos;
    if (!begun || elapsed >= WINDOW_NANOS) {
      hurried = begun && frames >= FRAMES_IN_WINDOW && elapsed < 2 * WINDOW_NANOS;
      begun = true;
      windowNanos = nowNanos;
      frames = 0;
    }
    return hurried && bytes < PLENTY_BYTES ? PAUSE_NANOS : 0;
  }
}
