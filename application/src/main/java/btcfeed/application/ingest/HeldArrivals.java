package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the lines of a follower received and the leader's streams may not have yet. When the
 * follower leads, it sequences these arrivals first; those that the streams have are duplicates
 * then.
 *
 * <p>Bound: {@link #MAX_TRADES} trades; beyond it the oldest arrivals of the busiest venue go. One
 * thread.
 */
final class HeldArrivals {
  /** Trades kept. */
  static final int MAX_TRADES = 262_144;

  private final TreeMap<Venue, HeldOfVenue> venues = new TreeMap<>();

  void add(Arrival arrival) {
    of(arrival.venue()).add(arrival);
    while (venues.values().stream().mapToInt(HeldOfVenue::trades).sum() > MAX_TRADES) {
      venues.values().stream()
          .max(Comparator.comparingInt(HeldOfVenue::trades))
          .ifPresent(HeldOfVenue::next);
    }
  }

  /** Adds trades that were received before all others of their venue. */
  void addFirst(Arrival earlier) {
    of(earlier.venue()).addFirst(earlier);
  }

  /** The streams end earlier now, so nothing is known to overlap with them. */
  void forgetCopied() {
    venues.values().forEach(HeldOfVenue::forgetCopied);
  }

  /** The streams have this trade of a line. */
  void copied(Trade trade) {
    of(trade.market().venue()).copied(trade);
  }

  /**
   * True if the lines of this instance cover the market from before the end of the streams, so that
   * no trade is missing between the streams and what is held.
   */
  boolean covers(Market market) {
    return of(market.venue()).covers(market);
  }

  /**
   * Forgets the times without a line that lie before the end of the streams: the leader's lines
   * covered them, or the leader has published a gap.
   */
  void forgetPastLosses() {
    venues.values().forEach(HeldOfVenue::forgetPastLosses);
  }

  /** Takes the oldest arrival of a venue. Cheap once all are taken: a leader asks each time. */
  Optional<Arrival> next() {
    while (!venues.isEmpty()) {
      Optional<Arrival> next = venues.firstEntry().getValue().next();
      if (next.isPresent()) {
        return next;
      }
      venues.pollFirstEntry();
    }
    return Optional.empty();
  }

  private HeldOfVenue of(Venue venue) {
    return venues.computeIfAbsent(venue, _ -> new HeldOfVenue());
  }
}
