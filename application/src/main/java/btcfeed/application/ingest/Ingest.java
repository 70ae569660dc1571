package btcfeed.application.ingest;

import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Turns trades into ticks, while this instance leads. Lines put arrivals into a bounded queue. One
 * thread at a time takes what has arrived, sequences it, and appends the result to the journal in
 * one write. That thread is the line's own if no other thread runs the step.
 *
 * <p>While this instance follows, the same arrivals are held ({@link HeldArrivals}), and the
 * journal is a copy of the leader's history.
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
  static final int MAX_TRADES_A_STEP = 2_048;

  private static final int MAX_LAST_STEPS = 1_000;

  private final Clock clock;
  private final Measure measure;
  private final TickJournal ticks;

  /** Held by a step, and by a change of the role, which other threads make. */
  private final ReentrantLock turn = new ReentrantLock();

  private final ArrivalQueue queue = new ArrivalQueue(QUEUE_LIMIT, MAX_QUEUED_TRADES);
  private final List<Arrival> taken = new ArrayList<>(MAX_ARRIVALS_A_STEP);
  private final MutationQueue mutations = new MutationQueue();
  private final HeldArrivals held = new HeldArrivals();
  private volatile boolean leading;
  private volatile boolean busy;

  /** How many arrivals of the queue the journal has. */
  private volatile long written;

  private volatile Signal self = () -> {};
  private volatile Signal atOnce = () -> {};
  private volatile Signal appended = () -> {};

  /**
   * Writes to a journal. Holds what arrives until {@link #lead}.
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
    this.clock = clock;
    this.measure = measure;
    this.ticks = new TickJournal(journal, clock, log, stats, continuity);
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

  /** Sets the listener for gaps, including those that {@link #lead} finds. Before it. */
  public void onGapChange(GapListener listener) {
    ticks.onGapChange(listener);
  }

  /** Reads the journal, and holds what arrives until this instance leads. Any thread. */
  public void follow() {
    turn.lock();
    try {
      leading = false;
      // What was accepted and is not in the journal arrives once more.
      held.addAgain(ticks.giveUp(), clock.nanos());
      taken.clear();
      ticks
          .disconnected()
          .forEach(
              venue -> held.add(new Arrival.CoverageLost(new CoverageLoss.Disconnected(venue))));
      ticks.recover();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Appends records of the leader's history under their ids. While this instance follows. Any
   * thread.
   *
   * @return false if the journal cannot be written now
   */
  public boolean copy(List<Entry> entries) {
    turn.lock();
    try {
      return ticks.copy(entries, held::copied);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Removes what the journal has after {@code id}: another leader continued from there. The trades
   * are held, because the other leader may not have them. While this instance follows. Any thread.
   */
  public Appended cutAfter(JournalId id) {
    turn.lock();
    try {
      List<JournalEvent> removed = ticks.after(id, HeldArrivals.MAX_TRADES);
      Appended cut = ticks.cutAfter(id);
      if (cut instanceof Appended.Done) {
        held.addRemoved(removed, ticks::knows, clock.nanos());
      }
      return cut;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Accepts trades from now on: first those that are held. Any thread.
   *
   * @param after ids from now on are after it
   */
  public void lead(JournalId after) {
    turn.lock();
    try {
      continueAfter(after);
      ticks.lead(held::covers);
      held.forgetPastLosses();
      leading = true;
    } finally {
      turn.unlock();
    }
    self.wake();
  }

  /** Accepts what has arrived, and then holds what arrives. Any thread. */
  public void finishAndHold() {
    turn.lock();
    try {
      int steps = 0;
      while (leading && steps++ < MAX_LAST_STEPS && sequenceArrivals() == 0) {}
      leading = false;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void accept(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
    if (trades.isEmpty()) {
      return;
    }
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
    turn.lock();
    try {
      return leading ? sequenceArrivals() : holdArrivals();
    } finally {
      turn.unlock();
    }
  }

  private long holdArrivals() {
    mutations.discard();
    for (var next = queue.next(MAX_TRADES_A_STEP);
        next.isPresent();
        next = queue.next(MAX_TRADES_A_STEP)) {
      held.add(next.get());
    }
    return UNTIL_WOKEN;
  }

  private long sequenceArrivals() {
    if (!ticks.hasPending()) {
      // Set before anything is taken, so that idle() never misses work in between.
      busy = true;
      takeArrivals();
      mutations.takeInto(ticks::add);
      if (taken.isEmpty() && !ticks.hasPending()) {
        busy = false;
        return UNTIL_WOKEN;
      }
    }
    if (!ticks.append()) {
      return ticks.retryNanos();
    }
    finish();
    return 0;
  }

  /** Takes at most as many trades as one append should have. */
  private void takeArrivals() {
    int trades = 0;
    while (trades < MAX_TRADES_A_STEP && taken.size() < MAX_ARRIVALS_A_STEP) {
      int room = MAX_TRADES_A_STEP - trades;
      Optional<Arrival> next = held.next().or(() -> queue.next(room));
      if (next.isEmpty()) {
        return;
      }
      taken.add(next.get());
      trades += next.get().count();
      ticks.sequence(next.get());
    }
  }

  @Override
  public boolean idle() {
    return !leading || (queue.isEmpty() && mutations.isEmpty() && !busy);
  }

  @Override
  public void continueAfter(JournalId id) {
    ticks.continueAfter(id);
  }

  @Override
  public long mark() {
    return queue.put();
  }

  @Override
  public boolean hasWritten(long mark) {
    return written >= mark;
  }

  @Override
  public Optional<NewestTick> newest() {
    return ticks.newest().newest();
  }

  /** The newest tick of each market by the venue's time, sorted by market. Any thread. */
  public List<NewestTick> newestByMarket() {
    return ticks.newest().byMarket();
  }

  /** Takes changes to the stores. Any thread. */
  public MutateStores mutations() {
    return mutations;
  }

  /** Adds a mutation without waiting; false if it is refused. Any thread. */
  public boolean offer(Mutation mutation) {
    return mutations.offer(mutation);
  }

  /** Arrivals waiting. Any thread. */
  public int queued() {
    return queue.size();
  }

  /** An error here must not append the entries a second time. */
  private void finish() {
    try {
      ticks.publish();
      mutations.appended();
      long now = clock.nanos();
      for (Arrival arrival : taken) {
        if (arrival instanceof Arrival.Trades trades) {
          measure.record(Measure.Stage.WIRE_TO_JOURNAL, now - trades.receiveNanos());
        }
      }
    } finally {
      taken.clear();
      written = held.isEmpty() ? queue.taken() : written;
      ticks.appended();
      appended.wake();
    }
  }
}
