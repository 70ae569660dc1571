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
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.sequence.Continuity;
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
 * The one place where trades become ticks: lines put arrivals into a bounded queue, one thread at a
 * time takes whatever has come, judges and orders it, and appends it to the journal in one write.
 * That thread is the line's own when nobody else is at it.
 *
 * <p>When the journal cannot be written, what was accepted is held and tried again, the queue
 * fills, and the venues' sockets stop being read. Nothing received is thrown away. Only a full disk
 * makes it give up the journal's oldest records ({@link JournalAppender}).
 *
 * <p>Bounds: {@link #QUEUE_LIMIT} arrivals and {@link #MAX_QUEUED_TRADES} trades wait; {@link
 * #MAX_TRADES_A_STEP} trades, and what follows from them, go into one append. A larger arrival
 * takes several steps, in its order and before anything that came later.
 */
public final class Ingest implements AcceptTrades, JournalHead, Step {
  /** Arrivals that may wait, each a message or a few; about 10 MB of them. */
  public static final int QUEUE_LIMIT = 2_048;

  /** Trades in all arrivals that wait; a single larger arrival waits alone. Some 50 MB of them. */
  public static final int MAX_QUEUED_TRADES = 262_144;

  private static final int MAX_ARRIVALS_A_STEP = 128;

  /** The journal takes 16 MiB in one append; these are far below one. */
  private static final int MAX_TRADES_A_STEP = 2_048;

  private final JournalPort journal;
  private final Clock clock;
  private final FeedLog log;
  private final Measure measure;
  private final TradeSequencing judge;
  private final JournalAppender appender;
  private final long bornNanos;

  private final ArrivalQueue queue = new ArrivalQueue(QUEUE_LIMIT, MAX_QUEUED_TRADES);
  private final List<Arrival> taken = new ArrayList<>(MAX_ARRIVALS_A_STEP);
  private final MutationQueue mutations = new MutationQueue();
  private final List<Entry> pending = new ArrayList<>();

  /** How many of them stand in the journal. */
  private int written;

  private JournalId lastId = JournalId.START;

  /** When the last message came that brought news on a line. */
  private long heardNanos;

  private boolean marksDue;

  private volatile JournalId floor = JournalId.START;
  private volatile Optional<NewestTick> newest = Optional.empty();
  private final Map<Market, NewestTick> newestByMarket = new ConcurrentHashMap<>();
  private volatile boolean busy;
  private volatile Signal self = () -> {};
  private volatile Signal atOnce = () -> {};
  private volatile Signal appended = () -> {};

  /**
   * Makes an ingest in front of a journal.
   *
   * @param stats the counters of a venue; called once a market
   * @param continuity what the ids of a venue tell
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
    this.judge = new TradeSequencing(log, stats, continuity, this::enter);
  }

  /**
   * Says whom to wake: this step when something was queued, and the senders when something was
   * appended. Before the first call.
   *
   * @param atOnce the same for what a line brought, on whose thread the step may be taken
   */
  public void wakes(Signal self, Signal atOnce, Signal appended) {
    this.self = self;
    this.atOnce = atOnce;
    this.appended = appended;
    mutations.wakes(self);
  }

  /** Says who is to hear of gaps, those found by {@link #recover} included. Before it. */
  public void watch(GapWatch gaps) {
    judge.watch(gaps);
  }

  /**
   * Picks up where the journal ends: the state of every sequence, the newest tick. Before the first
   * step.
   */
  public void recover() {
    lastId = journal.status().newest();
    journal.recover(this::recover);
    judge.recovered();
  }

  private void recover(Entry entry) {
    judge.recover(entry.event());
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && tells(tick)) {
      long ageNanos = Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000;
      publish(new NewestTick(entry.id(), tick, bornNanos - 1 - ageNanos));
    }
  }

  @Override
  public void accept(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
    put(
        new Arrival.Traded(trades, origin, receiveTimeUs, receiveNanos),
        origin == Origin.BACKFILL ? self : atOnce);
  }

  @Override
  public void interrupted(Venue venue) {
    put(new Arrival.Interrupted(venue), self);
  }

  @Override
  public void unheard(Venue venue, long sinceUs, long untilUs) {
    put(new Arrival.Unheard(venue, sinceUs, untilUs), self);
  }

  @Override
  public void missed(Market market, TradeId id, long receiveTimeUs) {
    put(new Arrival.Missed(market, id, receiveTimeUs), self);
  }

  @Override
  public void sought(Market market, Gap gap, SearchOutcome search) {
    put(new Arrival.Sought(market, gap, search), self);
  }

  private void put(Arrival arrival, Signal next) {
    queue.put(arrival);
    next.wake();
  }

  @Override
  public long step() {
    if (pending.isEmpty()) {
      // Before anything is taken: whoever asks whether it is idle must not see neither.
      busy = true;
      takeAndJudge();
      mutations.takeInto(pending, this::nextId);
      if (taken.isEmpty() && pending.isEmpty()) {
        busy = false;
        return UNTIL_WOKEN;
      }
    }
    if (!pending.isEmpty() && !appendPending()) {
      return appender.retryNanos();
    }
    finish();
    return 0;
  }

  /** Some of what waits, up to about as many trades as one append should have. */
  private void takeAndJudge() {
    int trades = 0;
    while (trades < MAX_TRADES_A_STEP && taken.size() < MAX_ARRIVALS_A_STEP) {
      Optional<Arrival> next = queue.next(MAX_TRADES_A_STEP - trades);
      if (next.isEmpty()) {
        return;
      }
      taken.add(next.get());
      trades += next.get().count();
      judgeOrReport(next.get());
    }
  }

  @Override
  public boolean idle() {
    return queue.isEmpty() && mutations.isEmpty() && !busy;
  }

  @Override
  public synchronized void raiseFloor(JournalId id) {
    if (id.isAfter(floor)) {
      floor = id;
    }
  }

  @Override
  public Optional<NewestTick> newest() {
    return newest;
  }

  /** The newest tick of each market by the venue's time, sorted by market. Any thread. */
  public List<NewestTick> newestByMarket() {
    return newestByMarket.values().stream()
        .sorted(
            Comparator.comparing((NewestTick known) -> known.market().venue())
                .thenComparing(known -> known.market().symbol()))
        .toList();
  }

  /** Where changes to the stores are asked for. Any thread. */
  public MutateStores mutations() {
    return mutations;
  }

  /**
   * Leaves a mutation to be journalled, for who cannot wait for an answer; false if it will not be.
   * Any thread.
   */
  public boolean leave(Mutation mutation) {
    return mutations.leave(mutation);
  }

  /** Arrivals waiting. Any thread. */
  public int queued() {
    return queue.size();
  }

  /** A bug met in one message must not cost the others. */
  private void judgeOrReport(Arrival arrival) {
    try {
      judge(arrival);
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("ingest", bug.toString()));
    }
  }

  private void judge(Arrival arrival) {
    switch (arrival) {
      case Arrival.Traded(var trades, var origin, long receiveTimeUs, long receiveNanos) -> {
        int before = pending.size();
        judge.trades(trades, origin, receiveTimeUs, receiveNanos);
        if (pending.size() > before && origin != Origin.BACKFILL) {
          heardNanos = receiveNanos;
        }
      }
      case Arrival.Interrupted(Venue venue) -> judge.interrupted(venue);
      case Arrival.Unheard(Venue venue, long sinceUs, long untilUs) ->
          judge.unheard(venue, sinceUs, untilUs);
      case Arrival.Missed(Market market, TradeId id, long receiveTimeUs) ->
          judge.missed(market, id, receiveTimeUs);
      case Arrival.Sought(Market market, Gap gap, SearchOutcome search) ->
          judge.sought(market, gap, search);
    }
  }

  private void enter(JournalEvent event) {
    pending.add(new Entry(nextId(), event));
  }

  /**
   * False if the journal cannot be written now: what is left of it is tried again. An entry that
   * cannot be written at all is reported and given up, because it would hold up all others.
   */
  private boolean appendPending() {
    try {
      if (!append(pending.subList(written, pending.size()))) {
        return false;
      }
      written = pending.size();
      return true;
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("journal", bug.toString()));
      return appendOneByOne();
    }
  }

  private boolean appendOneByOne() {
    while (written < pending.size()) {
      Entry entry = pending.get(written);
      boolean stands = !entry.id().isAfter(journal.status().newest());
      // Marks are appended together or not at all; the journal asks for them again.
      boolean mark = entry.event() instanceof JournalEvent.Marked;
      try {
        if (!stands && !mark && !append(List.of(entry))) {
          return false;
        }
        written++;
      } catch (Throwable bug) {
        pending.remove(written);
        log.report(new FeedEvent.Bug("journal", "gave up " + entry + ": " + bug));
      }
    }
    return true;
  }

  private boolean append(List<Entry> entries) {
    return switch (appender.append(entries)) {
      case JournalPort.Appended.NoRoom _, JournalPort.Appended.Failed _ -> false;
      case JournalPort.Appended.Done(boolean newSegment) -> {
        marksDue |= newSegment;
        yield true;
      }
    };
  }

  /** Whatever goes wrong here, what is in the journal is not appended again. */
  private void finish() {
    try {
      publishNewest();
      mutations.appended();
      long now = clock.nanos();
      for (Arrival arrival : taken) {
        if (arrival instanceof Arrival.Traded traded) {
          measure.record(Measure.Stage.WIRE_TO_JOURNAL, now - traded.receiveNanos());
        }
      }
    } finally {
      forget();
      if (marksDue) {
        marksDue = false;
        mark();
      }
      appended.wake();
    }
  }

  private void forget() {
    taken.clear();
    pending.clear();
    written = 0;
  }

  private void publishNewest() {
    for (Entry entry : pending) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && tells(tick)) {
        publish(new NewestTick(entry.id(), tick, heardNanos));
      }
    }
  }

  /** Whether it tells the price of now: what was fetched afterwards tells an old one. */
  private static boolean tells(PriceTick tick) {
    return tick.origin() != Origin.BACKFILL;
  }

  private void publish(NewestTick candidate) {
    newest = Optional.of(candidate);
    newestByMarket.merge(candidate.market(), candidate, NewestTick::later);
  }

  /** In one append or not at all, for recovery believes what a segment begins with. */
  private void mark() {
    try {
      judge.marks();
      if (pending.isEmpty() || append(pending)) {
        forget();
      }
    } catch (Throwable bug) {
      forget();
      log.report(new FeedEvent.Bug("ingest", "no marks in this segment: " + bug));
    }
  }

  private JournalId nextId() {
    JournalId after = floor.isAfter(lastId) ? floor : lastId;
    lastId = after.next(clock.wallUs() / 1000);
    return lastId;
  }
}
