package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.application.ingest.Newest;
import btcfeed.application.work.Step;
import btcfeed.application.work.Waker;
import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterSeat;
import btcfeed.domain.time.Clock;
import java.util.Optional;

/**
 * The one writer of one store: reads the journal from where the store stands and keeps it there,
 * batch after batch, one at a time, in order.
 *
 * <p>Live and catching up are the same code at different distances from the journal's end. A batch
 * is whatever has arrived since the last one, up to a bound, so that a fast feed makes large
 * batches and a slow one small ones, without a timer. After any doubt (no answer, an emptied store,
 * a restart) the store is asked where it stands and sending goes on from there. A store that is
 * away costs the others nothing: each has a sender, a thread and connections of its own.
 */
public final class Sender implements Step {
  private final StoreName name;
  private final String address;
  private final PricePort store;
  private final WriterSeat seat;
  private final SenderOptions options;
  private final JournalPort journal;
  private final JournalHead head;
  private final Clock clock;
  private final FeedLog log;
  private final Measure measure;
  private final SenderStats stats;

  private Optional<JournalPort.Reader> reader = Optional.empty();
  private long nextAttemptNanos;
  private final CriticalFirst critical;
  private long lastWriteNanos;

  /** Records the reader has passed and the store is not known to have. */
  private int unsent;

  private volatile StoreState state;
  private volatile Waker stateChanged = () -> {};

  /**
   * Makes a sender; nothing is connected before its first step.
   *
   * @param seat this writer's claim to the store
   */
  public Sender(
      Replica replica,
      WriterSeat seat,
      SenderOptions options,
      JournalPort journal,
      JournalHead head,
      Clock clock,
      FeedLog log,
      Measure measure) {
    this.name = replica.name();
    this.address = replica.address();
    this.store = replica.store();
    this.seat = seat;
    this.options = options;
    this.journal = journal;
    this.critical = new CriticalFirst(journal, options);
    this.head = head;
    this.clock = clock;
    this.log = log;
    this.measure = measure;
    this.stats = new SenderStats(new CatchUpMeter(name, log));
    this.state = new StoreState.Away(clock.nanos(), SwitchReason.STARTED, "connecting");
    this.nextAttemptNanos = clock.nanos();
  }

  /** Says whom to tell when the store's state changed. Before the first step. */
  public void onStateChange(Waker waker) {
    stateChanged = waker;
  }

  @Override
  public long step() {
    return switch (state) {
      case StoreState.Away _, StoreState.Stopped _ -> attachWhenDue();
      case StoreState.CatchingUp _, StoreState.Live _ -> send();
    };
  }

  @Override
  public boolean idle() {
    return !state.writable() || stats.remaining == 0;
  }

  /** Lets go of the store. After the last step. */
  public void close() {
    closeReader();
    store.close();
  }

  public StoreName name() {
    return name;
  }

  public StoreState state() {
    return state;
  }

  /** The last journal record the store has, as far as is known. Any thread. */
  public JournalId applied() {
    return stats.applied;
  }

  /** How many journal records the store does not have. Any thread. */
  public long lagRecords() {
    return stats.remaining;
  }

  /** Everything known of the store. Any thread. */
  public StoreReport report() {
    return stats.report(name, address, state, clock.wallUs() / 1000, clock.nanos());
  }

  private long attachWhenDue() {
    long now = clock.nanos();
    if (now < nextAttemptNanos) {
      return nextAttemptNanos - now;
    }
    stats.remaining =
        reader.map(open -> open.remaining() + unsent).orElse(journal.status().records());
    stats.attempts.increment();
    return switch (store.position()) {
      case PricePort.Reading.Failed(Failure failure) -> failed(failure);
      case PricePort.Reading.At(StorePosition position) -> attach(position);
    };
  }

  private long attach(StorePosition position) {
    stats.facts = position.facts();
    return switch (Reconcile.decide(position, seat, this::ourEntry)) {
      case Reconcile.Resume(JournalId after) -> claim(position, after);
      case Reconcile.Foreign(String stream, JournalId entry) ->
          stop(StopTexts.foreign(stream, entry));
      case Reconcile.Fenced(WriterSeat by) -> stop(StopTexts.fenced(by));
    };
  }

  private boolean ourEntry(JournalId id) {
    return journal.holds(id) || journal.status().oldest().isAfter(id);
  }

  private long claim(StorePosition position, JournalId after) {
    return switch (store.claim(seat, after, position)) {
      case Outcome.Kept _ -> attached(position, after);
      case Outcome.Diverged(String detail) -> away(SwitchReason.DIVERGED, detail);
      case Outcome.Fenced(WriterSeat by) -> stop(StopTexts.fenced(by));
      case Outcome.Failed(Failure failure) -> failed(failure);
    };
  }

  private long attached(StorePosition position, JournalId after) {
    head.raiseFloor(after);
    reader.ifPresent(open -> countDropped(open.next(1, 1), after));
    closeReader();
    JournalPort.Reader opened = journal.readAfter(after);
    reader = Optional.of(opened);
    stats.applied = after;
    unsent = 0;
    stats.remaining = opened.remaining();
    stats.freshness.forget();
    stats.freshness.watch(head.newest());
    stats.freshness.kept(after);
    WriterSeat before = position.seat();
    if (!before.equals(WriterSeat.VACANT) && !before.instance().equals(seat.instance())) {
      log.report(new Happening.StoreTakenOver(name, before));
    }
    log.report(new Happening.StoreUp(name, stats.facts.version(), stats.remaining));
    warnOfEviction();
    lastWriteNanos = clock.nanos();
    if (stats.remaining > options.batchRecords()) {
      catchUp(lastWriteNanos);
    } else {
      become(new StoreState.Live(lastWriteNanos));
    }
    return 0;
  }

  private void catchUp(long now) {
    critical.due(now);
    stats.catchUp.begin(stats.remaining, now);
    become(new StoreState.CatchingUp(now, stats.remaining));
  }

  private void warnOfEviction() {
    String policy = stats.facts.maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      log.report(
          new Happening.StoreUnsafe(
              name,
              "its maxmemory-policy is "
                  + policy
                  + ", under which it may throw away what it was given; set it to noeviction"));
    }
  }

  private long send() {
    if (state instanceof StoreState.CatchingUp && critical.isDue(clock.nanos())) {
      Optional<Newest> newest = head.newest();
      return critical.next(clock.nanos()).map(batch -> keepCritical(batch, newest)).orElse(0L);
    }
    stats.freshness.watch(head.newest());
    return switch (reader.orElseThrow().next(mostRecords(), options.batchBytes())) {
      case JournalPort.Read.Records(Batch batch) -> keep(batch);
      case JournalPort.Read.Lost(long count) -> lost(count);
      case JournalPort.Read.AtEnd() -> {
        stats.remaining = 0;
        yield probeWhenDue();
      }
    };
  }

  /** What the journal gave up while the store was away, and what it had not taken before. */
  private void countDropped(JournalPort.Read next, JournalId after) {
    if (next instanceof JournalPort.Read.Lost(long count)) {
      lost(count + (after.equals(stats.applied) ? unsent : 0));
    }
  }

  private long lost(long count) {
    stats.lost.add(count);
    log.report(new Happening.RecordsLost(name, count));
    return 0;
  }

  private int mostRecords() {
    return state instanceof StoreState.CatchingUp
        ? options.backlogRecords()
        : options.batchRecords();
  }

  private long keepCritical(Batch batch, Optional<Newest> newest) {
    return switch (store.keepCritical(batch, stats.applied)) {
      case Outcome.Kept _ -> {
        stats.freshness.wentAhead(newest, batch.first(), batch.last());
        stats.catchUp.criticalDone(batch.count());
        yield 0;
      }
      case Outcome.Diverged(String detail) -> away(SwitchReason.DIVERGED, detail);
      case Outcome.Fenced(WriterSeat by) -> stop(StopTexts.fenced(by));
      case Outcome.Failed(Failure failure) -> failed(failure);
    };
  }

  private long keep(Batch batch) {
    unsent = batch.count();
    stats.remaining = reader.orElseThrow().remaining() + unsent;
    long before = clock.nanos();
    Outcome outcome = store.keep(batch, stats.applied);
    long after = clock.nanos();
    return switch (outcome) {
      case Outcome.Kept(JournalId upTo) -> {
        measureKept(batch, before, after);
        kept(upTo, batch.count(), after);
        yield 0;
      }
      case Outcome.Diverged(String detail) -> away(SwitchReason.DIVERGED, detail);
      case Outcome.Fenced(WriterSeat by) -> stop(StopTexts.fenced(by));
      case Outcome.Failed(Failure failure) -> failed(failure);
    };
  }

  private void kept(JournalId upTo, int count, long now) {
    stats.applied = upTo;
    unsent = 0;
    lastWriteNanos = now;
    stats.writes.increment();
    stats.records.add(count);
    stats.remaining = reader.orElseThrow().remaining();
    stats.freshness.kept(upTo);
    switch (state) {
      case StoreState.CatchingUp _ -> {
        stats.catchUp.advance(count, stats.remaining, now);
        if (stats.remaining <= options.batchRecords()) {
          stats.catchUp.end(now);
          become(new StoreState.Live(now));
        }
      }
      case StoreState.Live _ -> {
        long behindMs = clock.wallUs() / 1000 - upTo.ms();
        if (stats.remaining > options.batchRecords() && behindMs > options.behind().toMillis()) {
          catchUp(now);
        }
      }
      case StoreState.Away _, StoreState.Stopped _ -> {}
    }
  }

  private void measureKept(Batch batch, long before, long after) {
    boolean primary = name == StoreName.PRIMARY;
    measure.record(
        primary ? Measure.Stage.PRIMARY_WRITE : Measure.Stage.FAILOVER_WRITE, after - before);
    if (state instanceof StoreState.Live) {
      if (batch.oldest().event() instanceof JournalEvent.Ticked(PriceTick tick)) {
        measure.record(
            primary ? Measure.Stage.WIRE_TO_PRIMARY : Measure.Stage.WIRE_TO_FAILOVER,
            Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000);
      }
    }
  }

  private long probeWhenDue() {
    long now = clock.nanos();
    long due = lastWriteNanos + options.probeEvery().toNanos() - now;
    if (due > 0) {
      return due;
    }
    return switch (store.probe(stats.applied)) {
      case Outcome.Kept _ -> {
        lastWriteNanos = clock.nanos();
        stats.freshness.kept(stats.applied);
        yield options.probeEvery().toNanos();
      }
      case Outcome.Diverged(String detail) -> away(SwitchReason.DIVERGED, detail);
      case Outcome.Fenced(WriterSeat by) -> stop(StopTexts.fenced(by));
      case Outcome.Failed(Failure failure) -> failed(failure);
    };
  }

  private long failed(Failure failure) {
    stats.failures.increment();
    long wait = options.retry().toNanos();
    return switch (failure) {
      case Failure.Unreachable(String detail) -> away(SwitchReason.UNREACHABLE, detail, wait);
      case Failure.Unanswered(String detail) -> away(SwitchReason.UNANSWERED, detail, wait);
      case Failure.Refused(String code, String detail) ->
          away(SwitchReason.REFUSED, code + ": " + detail, wait);
    };
  }

  private long away(SwitchReason reason, String detail) {
    return away(reason, detail, 0);
  }

  private long away(SwitchReason reason, String detail, long waitNanos) {
    long now = clock.nanos();
    boolean news = !(state instanceof StoreState.Away(_, var known, _) && known == reason);
    if (news) {
      log.report(new Happening.StoreDown(name, reason, detail));
    }
    long since = state instanceof StoreState.Away(long already, _, _) ? already : now;
    leave(new StoreState.Away(since, reason, detail));
    nextAttemptNanos = now + waitNanos;
    return waitNanos;
  }

  private long stop(String detail) {
    long now = clock.nanos();
    if (!(state instanceof StoreState.Stopped(_, String known) && known.equals(detail))) {
      log.report(new Happening.StoreStopped(name, detail));
      leave(new StoreState.Stopped(now, detail));
    }
    nextAttemptNanos = now + options.recheck().toNanos();
    return options.recheck().toNanos();
  }

  /** The reader stays where it was until the next attach, so that the lag goes on being known. */
  private void leave(StoreState next) {
    stats.freshness.forget();
    stats.catchUp.interrupt(clock.nanos());
    become(next);
  }

  private void become(StoreState next) {
    boolean another = state.getClass() != next.getClass();
    state = next;
    if (another || next instanceof StoreState.Away) {
      stateChanged.wake();
    }
  }

  private void closeReader() {
    reader.ifPresent(JournalPort.Reader::close);
    reader = Optional.empty();
  }
}
