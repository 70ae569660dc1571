package btcfeed.application.repair;

import btcfeed.application.ingest.GapWatch;
import btcfeed.application.work.Step;
import btcfeed.application.work.Waker;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Search;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Seeks the missing trades of one venue, one request at a time, the oldest gap first.
 *
 * <p>A new gap is left alone for a moment: often another line brings what is missing. Then the
 * venue is asked, page by page, and what came is handed to the ingest, which closes the gap by what
 * it sees. Ids tell whether all of it came; if not, the venue's history may only be late, and it is
 * asked again, a few times. Of a gap in time nothing tells, so one whole answer closes it, asked a
 * while after the gap's end. A gap that nobody can fill is given up, and says so.
 *
 * <p>Bounds: what the ingest keeps open. {@link #GIVE_UP} for one gap.
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

  // Some histories date their trades to the second; what was accepted before is known by its id.
  private static final long COARSE_US = 1_000_000;

  private static final Backoff PATIENCE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private record Change(Market market, Gap gap) {}

  private final Venue venue;
  private final HistoryPort history;
  private final AcceptTrades ingest;
  private final Clock clock;
  private final FeedLog log;

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final List<Job> jobs = new ArrayList<>();
  private Backoff refusals = PATIENCE;
  private long notBeforeNanos;

  /** Up to when the requests made so far have used the venue's limit. */
  private long spentNanos;

  private volatile Waker self = () -> {};

  /** Makes one; it does nothing before it hears of a gap. */
  public Backfill(Venue venue, HistoryPort history, AcceptTrades ingest, Clock clock, FeedLog log) {
    this.venue = venue;
    this.history = history;
    this.ingest = ingest;
    this.clock = clock;
    this.log = log;
    this.notBeforeNanos = clock.nanos();
    this.spentNanos = notBeforeNanos;
  }

  public Venue venue() {
    return venue;
  }

  /** Says whom to wake when there is a gap. Before the first step. */
  public void wakes(Waker waker) {
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
    Optional<Job> next = jobs.stream().min(Comparator.comparingLong(job -> job.dueNanos));
    if (next.isEmpty()) {
      return UNTIL_WOKEN;
    }
    long left = Math.max(next.get().dueNanos, notBeforeNanos) - clock.nanos();
    if (left > 0) {
      return left;
    }
    ask(next.get());
    return 0;
  }

  private void takeChanges() {
    for (Change change = changes.poll(); change != null; change = changes.poll()) {
      Market market = change.market();
      Gap gap = change.gap();
      jobs.removeIf(job -> job.market.equals(market) && job.gap.sameAs(gap));
      if (gap.state() == Gap.State.OPEN) {
        Duration wait = gap.ids().isPresent() ? SETTLE : HISTORY_LAG;
        jobs.add(new Job(market, gap, clock.nanos(), clock.nanos() + wait.toNanos()));
      }
    }
  }

  private void ask(Job job) {
    Answer answer = history.fetch(job.wanted);
    spend();
    switch (answer) {
      case Answer.Page(List<Trade> trades, _, Optional<Wanted> rest) -> {
        refusals = refusals.reset();
        hand(job, trades);
        rest.ifPresentOrElse(more -> job.wanted = more, () -> answered(job));
      }
      case Answer.Later(String detail, Duration in) -> later(job, detail, in);
      case Answer.Never(String detail) -> finish(job, Search.IN_VAIN, detail);
    }
  }

  /** One request of what the venue allows: some at once after a pause, otherwise one a spacing. */
  private void spend() {
    long now = clock.nanos();
    long spacing = history.spacing().toNanos();
    spentNanos = (now - spentNanos > 0 ? now : spentNanos) + spacing;
    notBeforeNanos = spentNanos - spacing * (history.burst() - 1);
  }

  private void hand(Job job, List<Trade> trades) {
    List<Trade> missing = trades.stream().filter(job::seeks).toList();
    if (!missing.isEmpty()) {
      ingest.accept(missing, Origin.BACKFILL, clock.wallUs(), clock.nanos());
    }
  }

  /** All the venue has of it was handed over. */
  private void answered(Job job) {
    if (job.gap.ids().isEmpty()) {
      finish(job, Search.COMPLETE, "");
      return;
    }
    job.fruitless = job.fruitless.failed();
    if (job.fruitless.failures() >= FRUITLESS) {
      finish(job, Search.IN_VAIN, "its history does not have all of it");
      return;
    }
    job.wanted = job.whole();
    job.dueNanos = clock.nanos() + job.fruitless.ceiling().toNanos();
  }

  private void later(Job job, String detail, Duration in) {
    if (clock.nanos() - job.sinceNanos > GIVE_UP.toNanos()) {
      finish(job, Search.IN_VAIN, detail);
      return;
    }
    refusals = refusals.failed();
    Duration patience = refusals.ceiling();
    Duration wait = in.compareTo(patience) > 0 ? in : patience;
    notBeforeNanos = clock.nanos() + wait.toNanos();
    log.report(new Happening.HistoryRefused(job.market, job.gap, detail, wait));
  }

  private void finish(Job job, Search search, String why) {
    jobs.remove(job);
    if (search == Search.IN_VAIN) {
      log.report(new Happening.SearchInVain(job.market, job.gap, why));
    }
    ingest.sought(job.market, job.gap, search);
  }

  /** One gap and how far its search has come. */
  private static final class Job {
    private final Market market;
    private final Gap gap;
    private final long sinceNanos;
    private Wanted wanted;
    private Backoff fruitless = PATIENCE;
    private long dueNanos;

    Job(Market market, Gap gap, long sinceNanos, long dueNanos) {
      this.market = market;
      this.gap = gap;
      this.sinceNanos = sinceNanos;
      this.dueNanos = dueNanos;
      this.wanted = whole();
    }

    final Wanted whole() {
      return gap.ids()
          .<Wanted>map(
              ids -> new Wanted.Ids(market, ids.from(), ids.to(), gap.sinceUs(), gap.untilUs(), ""))
          .orElseGet(() -> new Wanted.Times(market, gap.sinceUs(), gap.untilUs(), ""));
    }

    boolean seeks(Trade trade) {
      if (!trade.market().equals(market)) {
        return false;
      }
      return switch (trade.id()) {
        case TradeId.Numbered(long number) when gap.ids().isPresent() -> {
          Gap.Ids ids = gap.ids().get();
          yield ids.from() <= number && number <= ids.to();
        }
        case TradeId.Numbered _, TradeId.Named _ ->
            gap.ids().isEmpty()
                && gap.sinceUs() - COARSE_US <= trade.exchangeTimeUs()
                && trade.exchangeTimeUs() <= gap.untilUs() + COARSE_US;
      };
    }
  }
}
