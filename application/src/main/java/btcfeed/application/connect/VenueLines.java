package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.time.Clock;

/** What the lines to one venue have in common. */
public record VenueLines(Coverage coverage, VenueStats stats, DialBudget budget, Race race) {
  /**
   * Nothing is connected yet.
   *
   * @param lines how many there will be
   */
  public static VenueLines of(
      Venue venue, int lines, AcceptTrades trades, VenueStats stats, Clock clock) {
    return new VenueLines(
        new Coverage(venue, trades), stats, new DialBudget(clock), new Race(lines));
  }
}
