package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.OpaqueIdSequencer;
import btcfeed.domain.sequence.Plausibility;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@link HeldArrivals} of one venue. A trade is kept until the streams are {@link #KEPT_US}
 * past it by the venue's clock, so that the lines of this instance overlap with the streams.
 */
final class HeldOfVenue {
  /** How far the streams must be past a trade before it is dropped. */
  static final long KEPT_US = 60_000_000;

  /** How long a dead connection can go undetected. */
  static final long UNNOTICED_US = OpaqueIdSequencer.UNNOTICED.toNanos() / 1_000;

  /** A trade dated so far ahead is refused later. It must not keep what came after it. */
  private static final long TOO_FAR_AHEAD_US = Plausibility.FIRST_TOLERANCE.toNanos() / 1_000;

  private static final long NONE = Long.MIN_VALUE;

  private final Deque<Arrival> arrivals = new ArrayDeque<>();

  /** The venue's time of the newest trade of each market in the streams, and of all of them. */
  private final Map<Market, Long> copiedUs = new HashMap<>();

  private long newestCopiedUs = NONE;
  private int trades;

  void add(Arrival arrival) {
    if (isDisconnected(arrival) && !arrivals.isEmpty() && isDisconnected(arrivals.getLast())) {
      return;
    }
    arrivals.addLast(arrival);
    trades += arrival.count();
    while (!arrivals.isEmpty() && isFirstPast()) {
      Optional<Arrival> _ = next();
    }
  }

  void addFirst(Arrival earlier) {
    arrivals.addFirst(earlier);
    trades += earlier.count();
  }

  void copied(Trade trade) {
    copiedUs.merge(trade.market(), trade.exchangeTimeUs(), Math::max);
    newestCopiedUs = Math.max(newestCopiedUs, trade.exchangeTimeUs());
  }

  /** The streams end earlier now. */
  void forgetCopied() {
    copiedUs.clear();
    newestCopiedUs = NONE;
  }

  boolean covers(Market market) {
    long endUs = copiedUs.getOrDefault(market, NONE);
    return endUs != NONE && firstHeldUs() <= endUs - UNNOTICED_US;
  }

  /**
   * The venue's time of the first trade of a line since the last time without one. A back-filled
   * trade covers nothing.
   */
  private long firstHeldUs() {
    long first = Long.MAX_VALUE;
    for (Arrival arrival : arrivals) {
      if (isDisconnected(arrival)) {
        first = Long.MAX_VALUE;
      } else if (arrival instanceof Arrival.Trades(List<Trade> some, Origin origin, _, _)
          && origin != Origin.BACKFILL) {
        for (Trade trade : some) {
          // A trade with an impossible time is refused later. It covers nothing.
          if (trade.exchangeTimeUs() >= Plausibility.EARLIEST_US) {
            first = Math.min(first, trade.exchangeTimeUs());
          }
        }
      }
    }
    return first;
  }

  void forgetPastLosses() {
    boolean[] beyond = {false};
    arrivals.removeIf(
        arrival -> {
          beyond[0] |= isBeyond(arrival);
          return !beyond[0] && isDisconnected(arrival);
        });
  }

  Optional<Arrival> next() {
    Optional<Arrival> next = Optional.ofNullable(arrivals.pollFirst());
    next.ifPresent(arrival -> trades -= arrival.count());
    return next;
  }

  int trades() {
    return trades;
  }

  private static boolean isDisconnected(Arrival arrival) {
    return arrival instanceof Arrival.CoverageLost(CoverageLoss.Disconnected _);
  }

  /** True if it has a trade that is newer than its market in the streams. */
  private boolean isBeyond(Arrival arrival) {
    return arrival instanceof Arrival.Trades(List<Trade> some, _, _, _)
        && some.stream()
            .anyMatch(
                trade -> trade.exchangeTimeUs() > copiedUs.getOrDefault(trade.market(), NONE));
  }

  /** A time without a line goes with what came after it: what came before it may be added again. */
  private boolean isFirstPast() {
    Iterator<Arrival> oldest = arrivals.iterator();
    Arrival first = oldest.next();
    return isDisconnected(first) ? oldest.hasNext() && isPast(oldest.next()) : isPast(first);
  }

  private boolean isPast(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Trades(List<Trade> some, _, long receiveTimeUs, _) ->
          newestCopiedUs != NONE
              && some.stream()
                  .mapToLong(Trade::exchangeTimeUs)
                  .filter(timeUs -> timeUs - receiveTimeUs <= TOO_FAR_AHEAD_US)
                  .allMatch(timeUs -> timeUs < newestCopiedUs - KEPT_US);
      case Arrival.CoverageLost(CoverageLoss.MissedTime(_, _, long untilUs)) ->
          newestCopiedUs != NONE && untilUs < newestCopiedUs - KEPT_US;
      case Arrival.CoverageLost(CoverageLoss.HistoryAdded(_, long sinceUs)) ->
          newestCopiedUs != NONE && sinceUs < newestCopiedUs - KEPT_US;
      case Arrival.CoverageLost _, Arrival.BackfillFinished _ -> true;
    };
  }
}
