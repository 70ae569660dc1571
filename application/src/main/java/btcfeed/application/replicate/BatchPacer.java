package btcfeed.application.replicate;

/**
 * Spaces the batches of a busy feed. Each batch costs several wake-ups, here and in the store,
 * however many records it carries. A feed with less than one record per interval is not delayed.
 *
 * <p>Gathered records are sent with the next record after the interval. The last records of a burst
 * have no next record: while records gather, and shortly after, the sender's own thread looks every
 * {@link #TICK_NANOS}.
 */
final class BatchPacer {
  static final long TICK_NANOS = 2_000_000L;

  /** Batches that may follow each other at once. */
  static final int BURST = 8;

  /** Records of a batch from which the next interval doubles: about 18,000 a second. */
  static final int MANY = 16;

  private static final long BUSY_NANOS = 20_000_000L;

  private final long apartNanos;

  /** When the next batch is due at an even rate; in the past on a quiet feed. */
  private long evenNanos;

  private long gatheredNanos;
  private boolean watched;

  BatchPacer(long apartNanos, long nowNanos) {
    this.apartNanos = apartNanos;
    this.evenNanos = nowNanos;
    this.gatheredNanos = nowNanos - BUSY_NANOS;
  }

  /** A batch of this many records begins. */
  void begins(int records, long nowNanos) {
    long apart = records < MANY ? apartNanos : 2 * apartNanos;
    long ahead = Math.max(0, evenNanos - nowNanos) + apart;
    evenNanos = nowNanos + Math.min(ahead, (BURST + 1) * apartNanos);
  }

  /** True if records should wait for more. */
  boolean gathers(long nowNanos) {
    boolean early = evenNanos - nowNanos > (BURST - 1) * apartNanos;
    if (early) {
      gatheredNanos = nowNanos;
    }
    return early;
  }

  /** How long the sender's own thread waits: less while records may gather. */
  long watch(long nowNanos, long waitNanos) {
    watched = nowNanos - gatheredNanos < BUSY_NANOS;
    return watched ? Math.min(waitNanos, TICK_NANOS) : waitNanos;
  }

  /** True if the sender's own thread looks soon. */
  boolean watched() {
    return watched;
  }
}
