package btcfeed.application.ingest;

import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Turns trades into ticks. Lines put arrivals into a bounded queue. One thread at a time takes what
 * has arrived, sequences it, and appends the result to the journal in one write. That thread is the
 * line's own if no other thread runs the step.
 *
 * <p>While the journal cannot be written, the ingest keeps what it accepted and tries again. The
 * queue fills up, and the venues' sockets are no longer read. Nothing received is thrown away. Only
 * a full disk makes the journal drop its oldest records ({@link JournalAppender}).
 *
 * <p>Bounds: {@link #QUEUE_LIMIT} arrivals and {@link #MAX_QUEUED_TRADES} trades wait; {@link
 * #MAX_TRADES_A_STEP} trades go into one append. A larger arrival takes several steps.
 */
public final class Ingest implements AcceptTrades, JournalHead, Step {
  /** Arrivals that may wait, about 10 MB. */
  public static final int QUEUE_LIMIT = 2_048;

  /** Trades that may wait, about 50 MB; a single larger arrival waits alone. */
  public static final int MAX_QUEUED_TRADES = 262_144;

  private static final int MAX_ARRIVALS_A_STEP = 128;

  /** Far below the 16 MiB that the journal takes in one append. */
  private static final int MAX_TRADES_A_STEP = 2_048;

  private final JournalPort journal;
  private final Clock clock;
  private final FeedLog log;
  private final Measure measure;
  private final TradeSequencing sequencing;
  private final JournalAppender appender;
  private final long bornNanos;

  private final ArrivalQueue queue = new ArrivalQueue(QUEUE_LIMIT, MAX_QUEUED_TRADES);
  private final List<Arrival> taken = new ArrayList<>(MAX_ARRIVALS_A_STEP);
  private final MutationQueue mutations = new MutationQueue();
  private final List<Entry> pending = new ArrayList<>();

  private JournalId lastId = JournalId.START;

  /** When the last message with a new trade arrived on a line. */
  private long liveNanos;

  private volatile JournalId minimum = JournalId.START;
  private volatile Optional<NewestTick> newest = Optional.empty();
  private final Map<Market, NewestTick> newestByMarket = new ConcurrentHashMap<>();
  private volatile boolean busy;
  private volatile Signal self = () -> {};
  private volatile Signal atOnce = () -> {};
  private volatile Signal appended = () -> {};

  /**
   * Writes to a journal.
   *
   * @param stats the counters of a venue; called once a market
   * @param continuity the kind of a venue's trade ids
   */
  public Ingest(
      JournalPort journal,
      Clock clock,
      FeedLog log,
      Measure measure,
      Function<Venue, VenueStats> stats,
      Function<Venue, Continuity> continuity) {
    this.journal = journal;
    this.clock = clock;
    this.log = log;
    this.measure = measure;
    this.bornNanos = clock.nanos();
    this.appender = new JournalAppender(journal, clock, log);
    this.sequencing = new TradeSequencing(log, stats, continuity, this::add);
  }

  /**
   * Sets the signals. Before the first call.
   *
   * @param self runs this step on its own thread
   * @param atOnce runs this step for trades of a line, on the line's thread if possible
   * @param appended tells the senders that the journal has grown
   */
  public void wakeWith(Signal self, Signal atOnce, Signal appended) {
    this.self = self;
    this.atOnce = atOnce;
    this.appended = appended;
    mutations.wakeWith(self);
  }

  /** Sets the listener for gaps, including those that {@link #recover} finds. Before it. */
  public void onGapChange(GapListener gaps) {
    sequencing.onGapChange(gaps);
  }

  /** Restores the sequences and the newest tick from the journal. Before the first step. */
  public void recover() {
    lastId = journal.status().newest();
    journal.recover(this::recover);
    sequencing.recovered();
  }

  private void recover(Entry entry) {
    sequencing.recover(entry.event());
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && isCurrent(tick)) {
      long ageNanos = Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000;
      publish(new NewestTick(entry.id(), tick, bornNanos - 1 - ageNanos));
    }
  }

  @Override
  public void accept(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
    put(
        new Arrival.Trades(trades, origin, receiveTimeUs, receiveNanos),
        origin == Origin.BACKFILL ? self : atOnce);
  }

  @Override
  public void coverageLost(CoverageLoss loss) {
    put(new Arrival.CoverageLost(loss), self);
  }

  @Override
  public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {
    put(new Arrival.BackfillFinished(market, gap, outcome), self);
  }

  private void put(Arrival arrival, Signal next) {
    queue.put(arrival);
    next.wake();
  }

  @Override
  public long step() {
    if (pending.isEmpty()) {
      // Set before anything is taken, so that idle() never misses work in between.
      busy = true;
      takeArrivals();
      mutations.takeInto(pending, this::nextId);
      if (taken.isEmpty() && pending.isEmpty()) {
        busy = false;
        return UNTIL_WOKEN;
      }
    }
    if (!pending.isEmpty() && !appender.append(pending)) {
      return appender.retryNanos();
    }
    finish();
    return 0;
  }

  /** Takes at most as many trades as one append should have. */
  private void takeArrivals() {
    int trades = 0;
    while (trades < MAX_TRADES_A_STEP && taken.size() < MAX_ARRIVALS_A_STEP) {
      Optional<Arrival> next = queue.next(MAX_TRADES_A_STEP - trades);
      if (next.isEmpty()) {
        return;
      }
      taken.add(next.get());
      trades += next.get().count();
      sequence(next.get());
    }
  }

  @Override
  public boolean idle() {
    return queue.isEmpty() && mutations.isEmpty() && !busy;
  }

  @Override
  public synchronized void continueAfter(JournalId id) {
    if (id.isAfter(minimum)) {
      minimum = id;
    }
  }

  @Override
  public Optional<NewestTick> newest() {
    return newest;
  }

  /** The newest tick of each market by the venue's time, sorted by market. Any thread. */
  public List<NewestTick> newestByMarket() {
    return newestByMarket.values().stream()
        .sorted(Comparator.comparing(NewestTick::market))
        .toList();
  }

  /** Takes changes to the stores. Any thread. */
  public MutateStores mutations() {
    return mutations;
  }

  /** Adds a mutation without waiting for it; false if it is refused. Any thread. */
  public boolean offer(Mutation mutation) {
    return mutations.offer(mutation);
  }

  /** Arrivals waiting. Any thread. */
  public int queued() {
    return queue.size();
  }

  /** An error in one arrival does not affect the others. */
  private void sequence(Arrival arrival) {
    try {
      switch (arrival) {
        case Arrival.Trades(var trades, var origin, long receiveTimeUs, long receiveNanos) -> {
          int before = pending.size();
          sequencing.trades(trades, origin, receiveTimeUs, receiveNanos);
          if (pending.size() > before && origin != Origin.BACKFILL) {
            liveNanos = receiveNanos;
          }
        }
        case Arrival.CoverageLost(CoverageLoss loss) -> sequencing.coverageLost(loss);
        case Arrival.BackfillFinished(Market market, Gap gap, SearchOutcome outcome) ->
            sequencing.backfillFinished(market, gap, outcome);
      }
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("ingest", bug.toString()));
    }
  }

  private void add(JournalEvent event) {
    pending.add(new Entry(nextId(), event));
  }

  /** An error here must not append the entries a second time. */
  private void finish() {
    try {
      publishNewest();
      mutations.appended();
      long now = clock.nanos();
      for (Arrival arrival : taken) {
        if (arrival instanceof Arrival.Trades trades) {
          measure.record(Measure.Stage.WIRE_TO_JOURNAL, now - trades.receiveNanos());
        }
      }
    } finally {
      clear();
      if (appender.takeCheckpointsDue()) {
        appendCheckpoints();
      }
      appended.wake();
    }
  }

  private void clear() {
    taken.clear();
    pending.clear();
  }

  private void publishNewest() {
    for (Entry entry : pending) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && isCurrent(tick)) {
        publish(new NewestTick(entry.id(), tick, liveNanos));
      }
    }
  }

  /** A back-filled trade does not show the current price. */
  private static boolean isCurrent(PriceTick tick) {
    return tick.origin() != Origin.BACKFILL;
  }

  private void publish(NewestTick candidate) {
    newest = Optional.of(candidate);
    newestByMarket.merge(candidate.market(), candidate, NewestTick::later);
  }

  /** In one append or not at all, because recovery relies on the start of a segment. */
  private void appendCheckpoints() {
    try {
      sequencing.checkpoints();
      if (pending.isEmpty() || appender.appendTogether(pending)) {
        clear();
      }
    } catch (Throwable bug) {
      clear();
      log.report(new FeedEvent.Bug("ingest", "this segment has no checkpoints: " + bug));
    }
  }

  private JournalId nextId() {
    JournalId after = minimum.isAfter(lastId) ? minimum : lastId;
    lastId = after.next(clock.wallUs() / 1000);
    return lastId;
  }
}
