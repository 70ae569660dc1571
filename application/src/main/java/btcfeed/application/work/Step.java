package btcfeed.application.work;

/** Work done in small steps. Called by one thread at a time. */
public interface Step {
  /** The result of {@link #step} when only a signal matters: an hour. */
  long UNTIL_WOKEN = 3_600_000_000_000L;

  /**
   * Does what is due.
   *
   * @return nanoseconds until the next step is due unless signalled before; 0 for at once
   */
  long step();

  /** The same on a thread that must not wait: work that would wait is left and due at once. */
  default long stepNonBlocking() {
    return step();
  }

  /** True if all work handed over so far is done, as far as possible now. */
  default boolean idle() {
    return true;
  }
}
