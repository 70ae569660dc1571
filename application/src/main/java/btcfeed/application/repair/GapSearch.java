package btcfeed.application.repair;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The search for one open gap. Back-fill thread only. */
final class GapSearch {
  private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** Rejected rows that are remembered. */
  private static final int MAX_REJECTED = 1_000;

  private final Set<Long> rejected = new HashSet<>();
  private Gap gap;
  private long sinceNanos;
  private Backoff fruitless = RETRIES;
  private long dueNanos;

  /**
   * @param settle how long the gap waits for the lines
   */
  GapSearch(Gap gap, long nowNanos, Duration settle) {
    this.gap = gap;
    this.sinceNanos = nowNanos;
    this.dueNanos = nowNanos + settle.toNanos();
  }

  Gap gap() {
    return gap;
  }

  /** When the gap became known in its present extent. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** The gap is larger now; running requests continue. */
  void grow(Gap grown, long nowNanos) {
    gap = grown;
    sinceNanos = nowNanos;
    fruitless = RETRIES;
  }

  /** The row with this id is not a trade; false if that is known, or too many are. */
  boolean reject(long id) {
    return rejected.size() < MAX_REJECTED && rejected.add(id);
  }

  /** Nanoseconds until the gap may be asked for; not positive if it may be now. */
  long waits(long nowNanos) {
    return dueNanos - nowNanos;
  }

  /** A complete answer lacked trades; returns how many such answers there were. */
  int fruitless(long nowNanos) {
    fruitless = fruitless.failed();
    dueNanos = nowNanos + fruitless.ceiling().toNanos();
    return fruitless.failures();
  }

  /** The first missing id, or the start of the time. */
  long from() {
    return gap.ids().map(Gap.Ids::from).orElse(gap.sinceUs());
  }

  /** The last missing id, or the end of the time. */
  long to() {
    return gap.ids().map(Gap.Ids::to).orElse(gap.untilUs());
  }
}
