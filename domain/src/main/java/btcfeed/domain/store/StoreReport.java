package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything known of one store, for health, status and metrics.
 *
 * @param address where it is, without secrets
 * @param applied last journal record it has
 * @param lagRecords journal records it does not have yet
 * @param lag age of the oldest of them; zero when there is none
 * @param newestTickNanos monotonic time at which the newest tick it has was received by us
 * @param catchUp the current or the last catching up
 * @param writes batches kept, and {@code failures} calls that failed, since start
 * @param reconnects attempts to reach it after the first, whether they worked or not
 * @param lost records dropped from the journal before this store got them
 * @param condition what is wrong with it although it takes writes
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

  /** One with which nothing is wrong. */
  public StoreReport(
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
      long lost) {
    this(
        name,
        address,
        state,
        facts,
        applied,
        lagRecords,
        lag,
        newestTickNanos,
        catchUp,
        writes,
        records,
        failures,
        reconnects,
        lost,
        StoreCondition.GOOD);
  }

  /**
   * A catching up.
   *
   * @param total records to get when it began; grows with what arrives meanwhile
   * @param done of them, so far
   * @param criticalDone whether what readers look at first was brought ahead of them
   */
  public record CatchUp(
      boolean running, long done, long total, Duration elapsed, boolean criticalDone) {
    public static final CatchUp NONE = new CatchUp(false, 0, 0, Duration.ZERO, false);

    /** Records a second, 0 before anything can be said. */
    public double rate() {
      return elapsed.isZero() ? 0 : done * 1e9 / elapsed.toNanos();
    }

    /** Time left at this rate; zero when done, empty before anything can be said. */
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
