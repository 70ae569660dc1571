package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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

  /** Adds what was accepted and is not in the journal: it arrives once more. */
  void addAgain(List<JournalEvent> accepted, long nowNanos) {
    accepted.forEach(event -> again(event, nowNanos).ifPresent(this::add));
  }

  /**
   * Adds what the journal had after the streams' end, before all others of its venue. The streams
   * end earlier now, so nothing is known to overlap with them.
   *
   * <p>A market of which nothing is left may begin later in the history that counts. No history
   * covers the time in between. This is announced before the trades, because the journal must not
   * have them without it, and after them, because the oldest arrivals may be dropped.
   *
   * @param known true if something of a market is left
   */
  void addRemoved(List<JournalEvent> removed, Predicate<Market> known, long nowNanos) {
    List<Arrival> arrivals =
        removed.stream().flatMap(event -> again(event, nowNanos).stream()).toList();
    // No line of this instance need have been connected since the last of them.
    arrivals.stream()
        .map(Arrival::venue)
        .distinct()
        .forEach(venue -> addFirst(new Arrival.CoverageLost(new CoverageLoss.Disconnected(venue))));
    List<Arrival> added = histories(removed, known);
    added.forEach(this::addFirst);
    arrivals.reversed().forEach(this::addFirst);
    added.forEach(this::addFirst);
    venues.values().forEach(HeldOfVenue::forgetCopied);
  }

  /** A connection may have been dead before the last of the trades, as before a restart. */
  private static List<Arrival> histories(List<JournalEvent> removed, Predicate<Market> known) {
    Map<Market, Long> lastUs = new HashMap<>();
    for (JournalEvent event : removed) {
      if (event instanceof JournalEvent.Ticked(PriceTick tick)
          && tick.origin() != Origin.BACKFILL
          && !known.test(tick.trade().market())) {
        lastUs.merge(tick.trade().market(), tick.trade().exchangeTimeUs(), Math::max);
      }
    }
    List<Arrival> added = new ArrayList<>();
    lastUs.forEach(
        (market, us) ->
            added.add(
                new Arrival.CoverageLost(
                    new CoverageLoss.HistoryAdded(market, us - HeldOfVenue.UNNOTICED_US))));
    return added;
  }

  private void addFirst(Arrival earlier) {
    of(earlier.venue()).addFirst(earlier);
  }

  /** A time without a line is searched again, because the gap over it is removed. */
  private static Optional<Arrival> again(JournalEvent event, long nowNanos) {
    return switch (event) {
      case JournalEvent.Ticked(PriceTick tick) ->
          Optional.of(
              new Arrival.Trades(
                  List.of(tick.trade()), tick.origin(), tick.receiveTimeUs(), nowNanos));
      case JournalEvent.GapChanged(Market market, Gap gap) when gap.ids().isEmpty() ->
          Optional.of(
              new Arrival.CoverageLost(
                  new CoverageLoss.MissedTime(market.venue(), gap.sinceUs(), gap.untilUs())));
      case JournalEvent.GapChanged _, JournalEvent.Checkpointed _, JournalEvent.Mutated _ ->
          Optional.empty();
    };
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

  /** True once {@link #next} has returned all. */
  boolean isEmpty() {
    return venues.isEmpty();
  }

  private HeldOfVenue of(Venue venue) {
    return venues.computeIfAbsent(venue, _ -> new HeldOfVenue());
  }
}
