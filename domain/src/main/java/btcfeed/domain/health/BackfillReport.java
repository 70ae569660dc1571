package btcfeed.domain.health;

import java.time.Duration;
import java.util.Optional;

/**
 * How the search for the missing trades of one venue stands.
 *
 * @param openGaps gaps it seeks now, of all markets
 * @param oldestAge since when the oldest of them is known to this process; empty without one
 * @param requests requests to the venue's history so far
 * @param refusals of these, the ones that brought no page
 * @param rejectedRows rows of pages that were no trades
 */
public record BackfillReport(
    int openGaps, Optional<Duration> oldestAge, long requests, long refusals, long rejectedRows) {
  /** Nothing was ever missing. */
  public static final BackfillReport NONE = new BackfillReport(0, Optional.empty(), 0, 0, 0);
}
