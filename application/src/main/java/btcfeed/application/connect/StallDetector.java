package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells a quiet market from a connection that has stalled, by comparing it with the venue's other
 * lines and with other venues. Any thread.
 */
public final class StallDetector {
  private final List<VenueStats> venues = new CopyOnWriteArrayList<>();

  /** Adds a venue to compare with. */
  public void add(VenueStats venue) {
    venues.add(venue);
  }

  /**
   * Why a connection seems stalled; empty while it does not.
   *
   * @param sinceNanos the start of its silence
   * @param limitNanos how long a silence is normal
   */
  Optional<String> stalled(VenueStats venue, long sinceNanos, long limitNanos, long now) {
    if (now - sinceNanos <= limitNanos) {
      return Optional.empty();
    }
    String silence = "no trade came for " + ConnectionReasons.text(now - sinceNanos);
    if (venue.trades(now)) {
      return Optional.of(silence + ", and the venue trades");
    }
    List<VenueStats> others = venues.stream().filter(other -> other != venue).toList();
    if (others.isEmpty()) {
      return Optional.of(silence);
    }
    return others.stream().anyMatch(other -> other.trades(now))
        ? Optional.of(silence + ", and other venues trade")
        : Optional.empty();
  }
}
