package btcfeed.application.ingest;

import btcfeed.application.work.Step;
import btcfeed.application.work.Waker;
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
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Search;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
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
 */
public final class Ingest implements AcceptTrades, JournalHead, Step {
  /** Arrivals that may wait, each a message or a few; about 10 MB of them. */
  public static final int QUEUE_LIMIT = 2_048;

  private static final int MAX_ARRIVALS_A_STEP = 128;

  /** What waits in the queue. */
  private sealed interface Arrival {
    record Traded(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos)
        implements Arrival {}

    record Interrupted(Venue venue) implements Arrival {}

    record Unheard(Venue venue, long sinceUs, long untilUs) implements Arrival {}

    record Missed(Market market, TradeId id, long receiveTimeUs) implements Arrival {}

    record Sought(Market market, Gap gap, Search search) implements Arrival {}
  }

  private final JournalPort journal;
  private final Clock clock;
  private final FeedLog log;
  private final Measure measure;
  private final Judge judge;
  private final JournalAppender appender;
  private final long bornNanos;

  private final ArrayBlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final List<Arrival> taken = new ArrayList<>(MAX_ARRIVALS_A_STEP);
  private final MutationDesk mutations = new MutationDesk();
  private final List<Entry> pending = new ArrayList<>();
  private JournalId lastId = JournalId.START;

  /** When the last message came that brought news on a line. */
  private long heardNanos;

  private boolean marksDue;

  private volatile JournalId floor = JournalId.START;
  private volatile Optional<Newest> newest = Optional.empty();
  private final Map<Market, Newest> newestByMarket = new ConcurrentHashMap<>();
  private volatile boolean busy;
  private volatile Waker self = () -> {};
  private volatile Waker atOnce = () -> {};
  private volatile Waker appended = () -> {};

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
    this.judge = new Judge(log, stats, continuity, this::enter);
  }

  /**
   * Says whom to wake: this step when something was queued, and the senders when something was
   * appended. Before the first call.
   *
   * @param atOnce the same for what a line brought, on whose thread the step may be taken
   */
  public void wakes(Waker self, Waker atOnce, Waker appended) {
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
      publish(new Newest(entry.id(), tick, bornNanos - 1 - ageNanos));
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
  public void sought(Market market, Gap gap, Search search) {
    put(new Arrival.Sought(market, gap, search), self);
  }

  private void put(Arrival arrival, Waker next) {
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(arrival);
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    next.wake();
  }

  @Override
  public long step() {
    if (pending.isEmpty()) {
      queue.drainTo(taken, MAX_ARRIVALS_A_STEP);
      if (taken.isEmpty() && mutations.isEmpty()) {
        busy = false;
        return UNTIL_WOKEN;
      }
      busy = true;
      for (Arrival arrival : taken) {
        judgeOrReport(arrival);
      }
      mutations.takeInto(pending, this::nextId);
    }
    if (!pending.isEmpty() && !append()) {
      return appender.retryNanos();
    }
    finish();
    return 0;
  }

  @Override
  public boolean idle() {
    return queue.isEmpty() && mutations.isEmpty() && !busy;
  }

  @Override
  public void raiseFloor(JournalId id) {
    if (id.isAfter(floor)) {
      floor = id;
    }
  }

  @Override
  public Optional<Newest> newest() {
    return newest;
  }

  /** The newest tick of each market by the venue's time, sorted by market. Any thread. */
  public List<Newest> newestByMarket() {
    return newestByMarket.values().stream()
        .sorted(
            Comparator.comparing((Newest known) -> known.market().venue())
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
    } catch (RuntimeException bug) {
      log.report(new Happening.Bug("ingest", bug.toString()));
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
      case Arrival.Sought(Market market, Gap gap, Search search) ->
          judge.sought(market, gap, search);
    }
  }

  private void enter(JournalEvent event) {
    pending.add(new Entry(nextId(), event));
  }

  private boolean append() {
    return switch (appender.append(pending)) {
      case JournalPort.Appended.NoRoom _, JournalPort.Appended.Failed _ -> false;
      case JournalPort.Appended.Done(boolean newSegment) -> {
        marksDue |= newSegment;
        yield true;
      }
    };
  }

  private void finish() {
    long now = clock.nanos();
    for (Arrival arrival : taken) {
      if (arrival instanceof Arrival.Traded traded) {
        measure.record(Measure.Stage.WIRE_TO_JOURNAL, now - traded.receiveNanos());
      }
    }
    publishNewest();
    mutations.appended();
    taken.clear();
    pending.clear();
    if (marksDue) {
      marksDue = false;
      mark();
    }
    appended.wake();
  }

  private void publishNewest() {
    for (Entry entry : pending) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && tells(tick)) {
        publish(new Newest(entry.id(), tick, heardNanos));
      }
    }
  }

  /** Whether it tells the price of now: what was fetched afterwards tells an old one. */
  private static boolean tells(PriceTick tick) {
    return tick.origin() != Origin.BACKFILL;
  }

  private void publish(Newest candidate) {
    newest = Optional.of(candidate);
    newestByMarket.merge(candidate.market(), candidate, Newest::later);
  }

  private void mark() {
    judge.marks();
    if (!pending.isEmpty() && append()) {
      pending.clear();
    }
  }

  private JournalId nextId() {
    JournalId after = floor.isAfter(lastId) ? floor : lastId;
    lastId = after.next(clock.wallUs() / 1000);
    return lastId;
  }
}
