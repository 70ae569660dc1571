package btcfeed.domain.health;

import java.time.Duration;
import java.util.Optional;

/**
 * The back-fill of one venue.
 *
 * @param openGaps gaps of all markets that it searches for
 * @param oldestAge since when this process knows the oldest of them; empty without one
 * @param requests requests to the venue's history
 * @param refusals requests without a page
 * @param rejectedRows rows of pages that were not trades
 */
public record BackfillReport(
    int openGaps, Optional<Duration> oldestAge, long requests, long refusals, long rejectedRows) {
  public static final BackfillReport NONE = new BackfillReport(0, Optional.empty(), 0, 0, 0);
}
