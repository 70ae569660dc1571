package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import java.time.Duration;
import java.util.Optional;

/**
 * The state of one store, for health, status and metrics.
 *
 * @param address where the store is, without secrets
 * @param applied the last journal record the store has
 * @param lagRecords journal records that the store lacks
 * @param lag age of the oldest of them; zero if there is none
 * @param newestTickNanos monotonic receive time of the newest tick in the store
 * @param catchUp the current or the last catch-up
 * @param writes applied batches, and {@code failures} failed calls, since the start
 * @param reconnects attempts to connect after the first, successful or not
 * @param lost records dropped from the journal before this store had them
 * @param condition problems of a store that takes writes
 */
public record StoreReport(
    StoreName name,
    String address,
    StoreState state,
    StoreFacts facts,
    JournalId applied,
    long lagRecords,
    Duration lag,
    Optional<Long> newestTickNanos,
    CatchUp catchUp,
    long writes,
    long records,
    long failures,
    long reconnects,
    long lost,
    StoreCondition condition) {

  /**
   * A catch-up.
   *
   * @param total records to apply, including those that arrive meanwhile
   * @param done records applied so far
   * @param criticalDone true if the newest records were written ahead
   */
  public record CatchUp(
      boolean running, long done, long total, Duration elapsed, boolean criticalDone) {
    public static final CatchUp NONE = new CatchUp(false, 0, 0, Duration.ZERO, false);

    /** Records a second; 0 before the first. */
    public double rate() {
      return elapsed.isZero() ? 0 : done * 1e9 / elapsed.toNanos();
    }

    /** Time left at this rate; zero when done, empty while unknown. */
    public Optional<Duration> left() {
      if (!running || done >= total) {
        return Optional.of(Duration.ZERO);
      }
      double rate = rate();
      return rate <= 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) ((total - done) / rate * 1000)));
    }
  }
}
