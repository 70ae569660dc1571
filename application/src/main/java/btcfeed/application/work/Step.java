package btcfeed.application.work;

/** Work done bit by bit. Called by one thread at a time. */
public interface Step {
  /** What {@link #step} returns when only being woken matters: an hour. */
  long UNTIL_WOKEN = 3_600_000_000_000L;

  /**
   * Does what is due.
   *
   * @return nanoseconds until something is due again unless woken before; 0 for at once
   */
  long step();

  /**
   * The same, on a thread that is only lent and must not be made to wait: what would wait is left
   * undone, and due at once.
   */
  default long stepNonBlocking() {
    return step();
  }

  /** True if all that was handed over is done, as far as it can be done now. */
  default boolean idle() {
    return true;
  }
}
