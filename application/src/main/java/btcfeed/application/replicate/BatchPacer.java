package btcfeed.application.replicate;

/**
 * Keeps the batches of a busy feed apart. Each costs the host a handful of wake-ups, here and in
 * the store, whether it carries one record or a hundred. A feed that brings fewer than one in that
 * space, bursts of a few included, does not notice.
 *
 * <p>What has gathered is sent with the next record that comes when the space is over. The last of
 * a burst have none behind them: for as long as there was something to gather, and a little longer,
 * the sender's own thread looks every {@link #TICK_NANOS}.
 */
final class BatchPacer {
  static final long TICK_NANOS = 2_000_000L;

  /** Batches that may come at once before they are kept apart. */
  static final int BURST = 8;

  /** Some 18,000 a second make as many in the space between two. */
  static final int MANY = 16;

  private static final long BUSY_NANOS = 20_000_000L;

  private final long apartNanos;

  /** When the next batch would begin if all had come evenly apart; in the past on a quiet feed. */
  private long evenNanos;

  private long gatheredNanos;
  private boolean watched;

  BatchPacer(long apartNanos, long nowNanos) {
    this.apartNanos = apartNanos;
    this.evenNanos = nowNanos;
    this.gatheredNanos = nowNanos - BUSY_NANOS;
  }

  /** A batch of so many records begins. One that has many to carry is followed later. */
  void begins(int records, long nowNanos) {
    long apart = records < MANY ? apartNanos : 2 * apartNanos;
    long ahead = Math.max(0, evenNanos - nowNanos) + apart;
    evenNanos = nowNanos + Math.min(ahead, (BURST + 1) * apartNanos);
  }

  /** True if what is there should wait for more. */
  boolean gathers(long nowNanos) {
    boolean early = evenNanos - nowNanos > (BURST - 1) * apartNanos;
    if (early) {
      gatheredNanos = nowNanos;
    }
    return early;
  }

  /** The sender's own thread will wait so long unless there may be something to gather. */
  long watch(long nowNanos, long waitNanos) {
    watched = nowNanos - gatheredNanos < BUSY_NANOS;
    return watched ? Math.min(waitNanos, TICK_NANOS) : waitNanos;
  }

  /** True if it looks by itself before long. */
  boolean watched() {
    return watched;
  }
}
