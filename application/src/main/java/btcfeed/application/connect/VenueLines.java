package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.coverage.VenueCoverage;
import btcfeed.domain.line.ConnectLimits;
import btcfeed.domain.time.Clock;

/** What the lines to one venue share. */
public record VenueLines(
    VenueCoverage coverage,
    VenueStats stats,
    ConnectLimits limits,
    LineComparison comparison,
    StallDetector stalls) {
  /**
   * Nothing is connected yet.
   *
   * @param lines how many lines there will be
   * @param attemptsAMinute how often all of them together may connect
   * @param stalls shared by all venues
   */
  public static VenueLines of(
      int lines, int attemptsAMinute, VenueStats stats, StallDetector stalls, Clock clock) {
    stalls.add(stats);
    return new VenueLines(
        new VenueCoverage(stats.venue()),
        stats,
        new ConnectLimits(attemptsAMinute, clock.nanos()),
        new LineComparison(lines),
        stalls);
  }
}
