package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.time.Clock;

/** What the lines to one venue have in common. */
public record VenueLines(
    Coverage coverage,
    VenueStats stats,
    ConnectRateLimit budget,
    LineComparison race,
    ReplacementLease turn,
    RetryStagger sleepers,
    NewestIds newest,
    TradeTimes times,
    StallDetector pulse) {
  /**
   * Nothing is connected yet.
   *
   * @param lines how many there will be
   * @param dialsAMinute how often all of them together may try
   * @param stats of the venue
   * @param pulse of all venues
   */
  public static VenueLines of(
      int lines,
      int dialsAMinute,
      AcceptTrades trades,
      VenueStats stats,
      StallDetector pulse,
      Clock clock) {
    pulse.add(stats);
    return new VenueLines(
        new Coverage(stats, trades),
        stats,
        new ConnectRateLimit(dialsAMinute, clock),
        new LineComparison(lines),
        new ReplacementLease(),
        new RetryStagger(),
        new NewestIds(),
        new TradeTimes(),
        pulse);
  }
}
