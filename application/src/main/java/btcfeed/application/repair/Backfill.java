package btcfeed.application.repair;

import btcfeed.application.ingest.GapListener;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.RejectedRow;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Searches the history of one venue for missing trades, one request at a time. Markets take turns,
 * and so do the requests of a market, so that one unanswered request delays no other.
 *
 * <p>A new gap waits for a moment, because another line often delivers the missing trades. Then the
 * venue is asked, page by page, for this gap and its neighbours. Each trade that belongs to an open
 * gap goes to the ingest, which closes gaps. If trades are still missing, the history may be late,
 * and the venue is asked again, a few times. A gap in time has no ids, so one complete answer
 * closes it. A row that is not a trade ends the search for its id. A gap that the venue does not
 * have is published as unrepairable; the log has the reason.
 *
 * <p>Bounds: the open gaps of the ingest; {@link #GIVE_UP} for a gap without an answer; {@link
 * #FRUITLESS} answers without its trades.
 */
public final class Backfill implements Step, GapListener, AutoCloseable {
  /** How long a new gap waits for the lines. */
  public static final Duration SETTLE = Duration.ofMillis(500);

  /** How long a gap in time waits: a history is behind the lines. */
  public static final Duration HISTORY_LAG = Duration.ofSeconds(2);

  /** Complete answers without the missing trades after which a gap is given up. */
  public static final int FRUITLESS = 6;

  /** How long a gap is searched for without an answer. */
  public static final Duration GIVE_UP = Duration.ofHours(6);

  // The smallest page of any venue, until the size of a page is known.
  private static final int FIRST_PAGE_ROWS = 100;

  private record Change(Market market, Gap gap) {}

  private final VenueStats stats;
  private final HistoryPort history;
  private final AcceptTrades ingest;
  private final Clock clock;
  private final FeedLog log;

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();

  /** By market; the market that was asked last is at the end. */
  private final Map<Market, MarketSearch> searches = new LinkedHashMap<>();

  private int pageRows = FIRST_PAGE_ROWS;
  private long notBeforeNanos;

  /** Until when the requests so far use up the rate limit of the venue. */
  private long spentNanos;

  private volatile boolean clearing;
  private volatile Signal self = () -> {};

  /** Does nothing before the first gap. */
  public Backfill(
      VenueStats stats, HistoryPort history, AcceptTrades ingest, Clock clock, FeedLog log) {
    this.stats = stats;
    this.history = history;
    this.ingest = ingest;
    this.clock = clock;
    this.log = log;
    this.notBeforeNanos = clock.nanos();
    this.spentNanos = notBeforeNanos;
  }

  public Venue venue() {
    return stats.venue();
  }

  /** Sets the signal for gaps. Before the first step. */
  public void wakeWith(Signal signal) {
    self = signal;
  }

  /** Closes the history. After the last step. */
  @Override
  public void close() {
    history.close();
  }

  @Override
  public void changed(Market market, Gap gap) {
    changes.add(new Change(market, gap));
    self.wake();
  }

  @Override
  public void cleared() {
    changes.clear();
    clearing = true;
    self.wake();
  }

  @Override
  public long step() {
    takeChanges();
    long now = clock.nanos();
    Optional<MarketSearch> next = Optional.empty();
    long soonest = Long.MAX_VALUE;
    for (MarketSearch search : searches.values()) {
      long wait = Math.max(0, search.waits(now));
      if (wait < soonest) {
        soonest = wait;
        next = Optional.of(search);
      }
    }
    if (next.isEmpty()) {
      return UNTIL_WOKEN;
    }
    long left = Math.max(soonest, notBeforeNanos - now);
    if (left > 0) {
      return left;
    }
    MarketSearch first = next.get();
    searches.remove(first.market());
    searches.put(first.market(), first);
    ask(first, first.next(now, pageRows));
    updateStats();
    return 0;
  }

  private void takeChanges() {
    if (clearing) {
      clearing = false;
      searches.clear();
      updateStats();
    }
    if (changes.isEmpty()) {
      return;
    }
    long now = clock.nanos();
    for (Change change = changes.poll(); change != null; change = changes.poll()) {
      Gap gap = change.gap();
      searches
          .computeIfAbsent(change.market(), market -> new MarketSearch(market, now))
          .changed(gap, now, gap.ids().isPresent() ? SETTLE : HISTORY_LAG);
    }
    searches.values().removeIf(MarketSearch::isEmpty);
    updateStats();
  }

  private void updateStats() {
    long now = clock.nanos();
    stats.searching(
        searches.values().stream().mapToInt(MarketSearch::openGaps).sum(),
        searches.values().stream()
            .flatMap(search -> search.oldestNanos(now).stream())
            .reduce((one, other) -> now - one > now - other ? one : other));
  }

  private void ask(MarketSearch search, HistoryRequest request) {
    Answer answer = fetch(request.wanted());
    spend();
    stats.historyAsked();
    switch (answer) {
      case Answer.Page(List<Trade> trades, List<RejectedRow> rejected, Optional<Wanted> rest) -> {
        pageRows = Math.max(pageRows, trades.size() + rejected.size());
        search.answered();
        accept(search, trades);
        reject(search, rejected);
        rest.ifPresentOrElse(request::continueWith, () -> answered(search, request));
      }
      case Answer.Later(String detail, Duration in) -> later(search, request, detail, in);
      case Answer.Never(String detail) -> {
        stats.historyRefused();
        search.finished(request);
        open(search, request).forEach(gap -> finish(search, gap, SearchOutcome.FAILED, detail));
      }
    }
  }

  /** The port never throws; an error here counts as a refusal. */
  private Answer fetch(Wanted wanted) {
    try {
      return history.fetch(wanted);
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("backfill-" + venue(), bug.toString()));
      return new Answer.Later("an unforeseen error: " + bug, Duration.ZERO);
    }
  }

  /** Uses one request of the rate limit: a burst after a pause, otherwise one per spacing. */
  private void spend() {
    long now = clock.nanos();
    long spacing = history.spacing().toNanos();
    spentNanos = (now - spentNanos > 0 ? now : spentNanos) + spacing;
    notBeforeNanos = spentNanos - spacing * (history.burst() - 1);
  }

  private void accept(MarketSearch search, List<Trade> trades) {
    List<Trade> missing = trades.stream().filter(search::isMissing).toList();
    if (!missing.isEmpty()) {
      ingest.accept(missing, Origin.BACKFILL, clock.wallUs(), clock.nanos());
    }
  }

  /** The venue has no trades under these ids. */
  private void reject(MarketSearch search, List<RejectedRow> rejected) {
    stats.historyRejected(rejected.size());
    for (RejectedRow row : rejected) {
      if (row.id().isPresent() && row.id().get() instanceof TradeId.Numbered(long id)) {
        search
            .holding(id)
            .filter(known -> known.reject(id))
            .ifPresent(known -> reject(search.market(), known.gap(), id, row.reason()));
      }
    }
  }

  private void reject(Market market, Gap gap, long id, String why) {
    Gap one = new Gap(id, id, gap.sinceUs(), gap.untilUs(), Gap.State.OPEN, 0);
    log.report(new FeedEvent.SearchFailed(market, one, "its row is not a trade: " + why));
    ingest.backfillFinished(market, one, SearchOutcome.FAILED);
  }

  /** The venue returned all it has. */
  private void answered(MarketSearch search, HistoryRequest request) {
    search.finished(request);
    for (GapSearch gap : open(search, request)) {
      if (gap.gap().ids().isEmpty()) {
        finish(search, gap, SearchOutcome.COMPLETE, "");
      } else if (gap.fruitless(clock.nanos()) >= FRUITLESS) {
        finish(search, gap, SearchOutcome.FAILED, "its history does not have all of it");
      }
    }
  }

  private void later(MarketSearch search, HistoryRequest request, String detail, Duration in) {
    long now = clock.nanos();
    stats.historyRefused();
    Duration wait = search.refused(request, now);
    if (!in.isZero()) {
      // The venue's wait applies to all requests.
      long until = now + in.toNanos();
      notBeforeNanos = until - notBeforeNanos > 0 ? until : notBeforeNanos;
    }
    List<GapSearch> open = open(search, request);
    open.stream()
        .filter(gap -> now - gap.sinceNanos() > GIVE_UP.toNanos())
        .forEach(gap -> finish(search, gap, SearchOutcome.FAILED, detail));
    if (!open.isEmpty()) {
      Duration longer = in.compareTo(wait) > 0 ? in : wait;
      log.report(
          new FeedEvent.HistoryRefused(search.market(), open.getFirst().gap(), detail, longer));
    }
  }

  private static List<GapSearch> open(MarketSearch search, HistoryRequest request) {
    return request.covers.stream().filter(search::isOpen).toList();
  }

  private void finish(MarketSearch search, GapSearch gap, SearchOutcome outcome, String why) {
    search.remove(gap);
    if (outcome == SearchOutcome.FAILED) {
      log.report(new FeedEvent.SearchFailed(search.market(), gap.gap(), why));
    }
    ingest.backfillFinished(search.market(), gap.gap(), outcome);
  }
}
