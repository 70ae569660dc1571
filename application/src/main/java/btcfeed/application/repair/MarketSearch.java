package btcfeed.application.repair;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open gaps of one market and the requests for them. Requests take turns; a refused request
 * waits on its own. Back-fill thread only.
 *
 * <p>One request covers neighbouring gaps, up to about two pages. Bounds: the open gaps of the
 * ingest, and one request for each gap.
 */
final class MarketSearch {
  /** The longest time that one request covers, unless a single gap is longer. */
  private static final long LONGEST_SPAN_US = Duration.ofMinutes(1).toNanos() / 1_000;

  // Some histories date trades to the second; the ingest drops duplicates by their ids.
  private static final long COARSE_US = 1_000_000;

  private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final Market market;
  private final TreeMap<Long, GapSearch> gaps = new TreeMap<>();
  private final Deque<HistoryRequest> requests = new ArrayDeque<>();
  private Backoff refusals = RETRIES;
  private long notBeforeNanos;

  MarketSearch(Market market, long nowNanos) {
    this.market = market;
    this.notBeforeNanos = nowNanos;
  }

  Market market() {
    return market;
  }

  int openGaps() {
    return gaps.size();
  }

  /** When the oldest open gap became known. */
  Optional<Long> oldestNanos(long nowNanos) {
    return gaps.values().stream()
        .map(GapSearch::sinceNanos)
        .reduce((one, other) -> nowNanos - one > nowNanos - other ? one : other);
  }

  /** The ingest published a gap. */
  void changed(Gap gap, long nowNanos, Duration settle) {
    GapSearch search = new GapSearch(gap, nowNanos, settle);
    Optional<GapSearch> known = Optional.ofNullable(gaps.get(search.from()));
    if (gap.state() != Gap.State.OPEN) {
      known.filter(it -> it.gap().sameAs(gap)).ifPresent(this::remove);
    } else if (known.isPresent()) {
      known.get().grow(gap, nowNanos);
    } else {
      // A gap that begins inside a known one is the rest of that.
      holding(search.from()).ifPresent(this::remove);
      gaps.put(search.from(), search);
    }
  }

  /** True if the gap is still open and has not changed. */
  boolean isOpen(GapSearch search) {
    return gaps.get(search.from()) == search;
  }

  /** The search ended. */
  void remove(GapSearch search) {
    gaps.remove(search.from(), search);
  }

  boolean isEmpty() {
    return gaps.isEmpty();
  }

  /** Nanoseconds until there is something to request; not positive if there is now. */
  long waits(long nowNanos) {
    requests.removeIf(request -> request.covers.stream().noneMatch(this::isOpen));
    long soonest = Long.MAX_VALUE;
    for (HistoryRequest request : requests) {
      soonest = Math.min(soonest, request.waits(nowNanos));
    }
    Set<GapSearch> covered = covered();
    for (GapSearch gap : gaps.values()) {
      if (!covered.contains(gap)) {
        soonest = Math.min(soonest, gap.waits(nowNanos));
      }
    }
    return soonest == Long.MAX_VALUE ? soonest : Math.max(soonest, notBeforeNanos - nowNanos);
  }

  /**
   * The next request, once {@link #waits} is over.
   *
   * @param pageRows how many trades the venue returns in one page
   */
  HistoryRequest next(long nowNanos, int pageRows) {
    Set<GapSearch> covered = covered();
    List<GapSearch> due =
        gaps.values().stream()
            .filter(gap -> !covered.contains(gap) && gap.waits(nowNanos) <= 0)
            .toList();
    if (!due.isEmpty()) {
      requests.add(new HistoryRequest(market, neighbours(due, pageRows), nowNanos));
    }
    HistoryRequest next =
        requests.stream().filter(request -> request.waits(nowNanos) <= 0).findFirst().orElseThrow();
    requests.remove(next);
    requests.add(next);
    return next;
  }

  /** A page arrived. */
  void answered() {
    refusals = refusals.reset();
  }

  /** The venue did not answer; returns how long the market waits. */
  Duration refused(HistoryRequest request, long nowNanos) {
    refusals = refusals.failed();
    notBeforeNanos = nowNanos + refusals.ceiling().toNanos();
    Duration wait = request.refused(nowNanos);
    return wait.compareTo(refusals.ceiling()) > 0 ? wait : refusals.ceiling();
  }

  /** The venue returned all it has. */
  void finished(HistoryRequest request) {
    requests.remove(request);
  }

  /** True if the trade belongs to an open gap, requested or not. */
  boolean isMissing(Trade trade) {
    if (!trade.market().equals(market)) {
      return false;
    }
    return switch (trade.id()) {
      case TradeId.Numbered(long number) when hasSequentialIds() -> holding(number).isPresent();
      case TradeId.Numbered _, TradeId.Named _ -> isInTime(trade.exchangeTimeUs());
    };
  }

  /** The open gap that spans this id. */
  Optional<GapSearch> holding(long id) {
    return Optional.ofNullable(gaps.floorEntry(id))
        .map(Map.Entry::getValue)
        .filter(gap -> hasSequentialIds() && id <= gap.to());
  }

  private boolean hasSequentialIds() {
    return !gaps.isEmpty() && gaps.firstEntry().getValue().gap().ids().isPresent();
  }

  private boolean isInTime(long timeUs) {
    return !hasSequentialIds()
        && gaps.headMap(timeUs + COARSE_US, true).values().stream()
            .anyMatch(gap -> timeUs <= gap.to() + COARSE_US);
  }

  private Set<GapSearch> covered() {
    Set<GapSearch> covered = new HashSet<>();
    requests.forEach(request -> covered.addAll(request.covers));
    return covered;
  }

  private List<GapSearch> neighbours(List<GapSearch> due, int pageRows) {
    long longest = hasSequentialIds() ? 2L * pageRows : LONGEST_SPAN_US;
    GapSearch first = due.getFirst();
    List<GapSearch> some = new ArrayList<>();
    for (GapSearch gap : due) {
      if (!some.isEmpty() && gap.to() - first.from() >= longest) {
        break;
      }
      some.add(gap);
    }
    return some;
  }
}
