package btcfeed.application.repair;

import btcfeed.application.ingest.GapWatch;
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
 * Seeks the missing trades of one venue, one request at a time. Markets take turns, and so do the
 * requests of a market, so that one that is not answered delays no other.
 *
 * <p>A new gap is left alone for a moment: often another line brings what is missing. Then the
 * venue is asked, page by page, for this gap and its neighbours. Every trade of a page that belongs
 * to any open gap of the market is handed to the ingest, which closes gaps by what it sees. Ids
 * tell whether all of it came; if not, the venue's history may only be late, and it is asked again,
 * a few times. Of a gap in time nothing tells, so one whole answer closes it, asked a while after
 * the gap's end. A row that is no trade ends the search for its id. A gap that the venue denies is
 * given up, and published as unrepairable; the log has the reason.
 *
 * <p>Bounds: what the ingest keeps open. {@link #GIVE_UP} for one gap that is not answered, {@link
 * #FRUITLESS} answers without it.
 */
public final class Backfill implements Step, GapWatch, AutoCloseable {
  /** How long a new gap is left to the lines. */
  public static final Duration SETTLE = Duration.ofMillis(500);

  /** How long after a gap in time its end is asked for: histories lag behind lines. */
  public static final Duration HISTORY_LAG = Duration.ofSeconds(2);

  /** Whole answers without what is missing before it is given up. */
  public static final int FRUITLESS = 6;

  /** How long a venue that does not answer is asked for one gap. */
  public static final Duration GIVE_UP = Duration.ofHours(6);

  // The smallest page of any venue that has more than one, until its own is known.
  private static final int FIRST_PAGE_ROWS = 100;

  private record Change(Market market, Gap gap) {}

  private final VenueStats stats;
  private final HistoryPort history;
  private final AcceptTrades ingest;
  private final Clock clock;
  private final FeedLog log;

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();

  /** By market, the one that was asked for last at the end. */
  private final Map<Market, MarketSearch> searches = new LinkedHashMap<>();

  private int pageRows = FIRST_PAGE_ROWS;
  private long notBeforeNanos;

  /** Up to when the requests made so far have used the venue's limit. */
  private long spentNanos;

  private volatile Signal self = () -> {};

  /** Makes one; it does nothing before it hears of a gap. */
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

  /** Says whom to wake when there is a gap. Before the first step. */
  public void wakes(Signal waker) {
    self = waker;
  }

  /** Lets go of the venue's history. After the last step. */
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
    MarketSearch turn = next.get();
    searches.remove(turn.market());
    searches.put(turn.market(), turn);
    ask(turn, turn.next(now, pageRows));
    updateStats();
    return 0;
  }

  private void takeChanges() {
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
    stats.seeking(
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
        hand(search, trades);
        reject(search, rejected);
        rest.ifPresentOrElse(request::goOn, () -> answered(search, request));
      }
      case Answer.Later(String detail, Duration in) -> later(search, request, detail, in);
      case Answer.Never(String detail) -> {
        stats.historyRefused();
        search.finished(request);
        open(search, request).forEach(gap -> finish(search, gap, SearchOutcome.IN_VAIN, detail));
      }
    }
  }

  /** The port never throws; if it does all the same, that is one refusal and no more. */
  private Answer fetch(Wanted wanted) {
    try {
      return history.fetch(wanted);
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("backfill-" + venue(), bug.toString()));
      return new Answer.Later("an unforeseen error: " + bug, Duration.ZERO);
    }
  }

  /** One request of what the venue allows: some at once after a pause, otherwise one a spacing. */
  private void spend() {
    long now = clock.nanos();
    long spacing = history.spacing().toNanos();
    spentNanos = (now - spentNanos > 0 ? now : spentNanos) + spacing;
    notBeforeNanos = spentNanos - spacing * (history.burst() - 1);
  }

  private void hand(MarketSearch search, List<Trade> trades) {
    List<Trade> missing = trades.stream().filter(search::isMissing).toList();
    if (!missing.isEmpty()) {
      ingest.accept(missing, Origin.BACKFILL, clock.wallUs(), clock.nanos());
    }
  }

  /** The venue has something else than a trade under these ids: nothing else will come of them. */
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
    log.report(new FeedEvent.SearchInVain(market, one, "its row is no trade: " + why));
    ingest.sought(market, one, SearchOutcome.IN_VAIN);
  }

  /** All the venue has of it was handed over. */
  private void answered(MarketSearch search, HistoryRequest request) {
    search.finished(request);
    for (GapSearch sought : open(search, request)) {
      if (sought.gap().ids().isEmpty()) {
        finish(search, sought, SearchOutcome.COMPLETE, "");
      } else if (sought.fruitless(clock.nanos()) >= FRUITLESS) {
        finish(search, sought, SearchOutcome.IN_VAIN, "its history does not have all of it");
      }
    }
  }

  private void later(MarketSearch search, HistoryRequest request, String detail, Duration in) {
    long now = clock.nanos();
    stats.historyRefused();
    Duration wait = search.refused(request, now);
    if (!in.isZero()) {
      // The venue's own word is about all that it is asked.
      long until = now + in.toNanos();
      notBeforeNanos = until - notBeforeNanos > 0 ? until : notBeforeNanos;
    }
    List<GapSearch> open = open(search, request);
    open.stream()
        .filter(gap -> now - gap.sinceNanos() > GIVE_UP.toNanos())
        .forEach(gap -> finish(search, gap, SearchOutcome.IN_VAIN, detail));
    if (!open.isEmpty()) {
      Duration longer = in.compareTo(wait) > 0 ? in : wait;
      log.report(
          new FeedEvent.HistoryRefused(search.market(), open.getFirst().gap(), detail, longer));
    }
  }

  private static List<GapSearch> open(MarketSearch search, HistoryRequest request) {
    return request.covers.stream().filter(search::isOpen).toList();
  }

  private void finish(MarketSearch search, GapSearch sought, SearchOutcome how, String why) {
    search.remove(sought);
    if (how == SearchOutcome.IN_VAIN) {
      log.report(new FeedEvent.SearchInVain(search.market(), sought.gap(), why));
    }
    ingest.sought(search.market(), sought.gap(), how);
  }
}
