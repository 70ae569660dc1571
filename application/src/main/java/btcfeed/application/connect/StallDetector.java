package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether a line's silence is the market's or its own: the venue's other lines and the other venues
 * are witnesses. Any thread.
 */
public final class StallDetector {
  private final List<VenueStats> venues = new CopyOnWriteArrayList<>();

  /** One more venue. */
  public void add(VenueStats venue) {
    venues.add(venue);
  }

  /**
   * Why a line's silence is suspicious; empty while it is not.
   *
   * @param venue the line's
   * @param lastNanos when it brought its last trade, or was opened, or the venue said that there
   *     was none
   * @param patienceNanos how long a silence it is allowed
   */
  Optional<String> suspicion(VenueStats venue, long lastNanos, long patienceNanos, long now) {
    if (now - lastNanos <= patienceNanos) {
      return Optional.empty();
    }
    String silence = "no trade came for " + ConnectionManager.text(now - lastNanos);
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
