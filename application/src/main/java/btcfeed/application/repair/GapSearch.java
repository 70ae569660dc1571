package btcfeed.application.repair;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** One open gap and how far its search has come. Back-fill thread only. */
final class GapSearch {
  private static final Backoff PATIENCE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** Rejected rows that are remembered: more than these are only fruitless. */
  private static final int MAX_REJECTED = 1_000;

  private final Set<Long> rejected = new HashSet<>();
  private Gap gap;
  private long sinceNanos;
  private Backoff fruitless = PATIENCE;
  private long dueNanos;

  /**
   * A gap that is known since now.
   *
   * @param settle how long it is left alone
   */
  GapSearch(Gap gap, long nowNanos, Duration settle) {
    this.gap = gap;
    this.sinceNanos = nowNanos;
    this.dueNanos = nowNanos + settle.toNanos();
  }

  Gap gap() {
    return gap;
  }

  /** Since when the gap is known as it is. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** The gap reaches further now; what is being asked for it goes on. */
  void grow(Gap grown, long nowNanos) {
    gap = grown;
    sinceNanos = nowNanos;
    fruitless = PATIENCE;
  }

  /** The venue's row with this id is no trade; false if that is known, or too many are. */
  boolean reject(long id) {
    return rejected.size() < MAX_REJECTED && rejected.add(id);
  }

  /** Nanoseconds until it may be asked for; not positive if it may be now. */
  long waits(long nowNanos) {
    return dueNanos - nowNanos;
  }

  /** A whole answer did not have all of it; how many such answers there were. */
  int fruitless(long nowNanos) {
    fruitless = fruitless.failed();
    dueNanos = nowNanos + fruitless.ceiling().toNanos();
    return fruitless.failures();
  }

  /** The first id that is missing, or the first moment. */
  long from() {
    return gap.ids().map(Gap.Ids::from).orElse(gap.sinceUs());
  }

  /** The last id that is missing, or the last moment. */
  long to() {
    return gap.ids().map(Gap.Ids::to).orElse(gap.untilUs());
  }
}
