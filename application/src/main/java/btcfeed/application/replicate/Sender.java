package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.application.ingest.NewestTick;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The one writer of one store: reads the journal from where the store stands and keeps it there,
 * batch after batch, one at a time, in order.
 *
 * <p>Live and catching up are the same code at different distances from the journal's end. A batch
 * is whatever has arrived since the last one, up to a bound, so that a fast feed makes large
 * batches and a slow one small ones, without a timer. After any doubt (no answer, an emptied store,
 * a restart) the store is asked where it stands and sending goes on from there. A store that is
 * away costs the others nothing: each has a sender, a thread and connections of its own.
 *
 * <p>An unforeseen error in a step, from the store, the journal or here, is such a doubt as well:
 * whatever the step had changed by then is given up, and the store is asked. So no error can leave
 * the reader behind a batch that the store does not have.
 */
public final class Sender implements Step {
  /** Due at once, and for a thread that may wait. */
  private static final long MINE = 1;

  private static final long LOOK_AGAIN_NANOS = 100_000_000L;

  private final Replica replica;
  private final PricePort store;
  private final Attachment attachment;
  private final WriterLease lease;
  private final SenderOptions options;
  private final JournalPort journal;
  private final JournalHead head;
  private final Clock clock;
  private final FeedLog log;
  private final WriteTimes times;
  private final SenderStats stats;
  private final SenderState state;

  private Optional<JournalPort.Reader> reader = Optional.empty();
  private long nextAttemptNanos;
  private final CriticalFirst critical;
  private final BatchPacer spacing;
  private final StoreRetry retry;
  private long lastWriteNanos;

  /** Records the reader has passed and the store is not known to have. */
  private int unsent;

  private Optional<InFlightBatch> flight = Optional.empty();
  private volatile Signal answered = () -> {};

  /**
   * Makes a sender; nothing is connected before its first step.
   *
   * @param lease this writer's claim to the store
   * @param random uniform in [0, 1), for the waits before a store that failed is asked again
   */
  public Sender(
      Replica replica,
      WriterLease lease,
      SenderOptions options,
      JournalPort journal,
      JournalHead head,
      Clock clock,
      FeedLog log,
      Measure measure,
      DoubleSupplier random) {
    this.replica = replica;
    this.store = replica.store();
    this.lease = lease;
    this.options = options;
    this.journal = journal;
    this.attachment = new Attachment(store, lease, journal);
    this.critical = new CriticalFirst(journal, options);
    this.spacing = new BatchPacer(options.apart().toNanos(), clock.nanos());
    this.retry = new StoreRetry(options.retry(), random);
    this.head = head;
    this.clock = clock;
    this.log = log;
    this.times = new WriteTimes(replica.name(), measure, clock);
    this.stats = new SenderStats(replica, log);
    this.state = new SenderState(replica.name(), stats, clock, log);
    this.nextAttemptNanos = clock.nanos();
  }

  /** Says whom to tell when the store's state changed. Before the first step. */
  public void onStateChange(Signal waker) {
    state.onChange(waker);
  }

  /** Says whom to tell when a store has answered. Before the first step. */
  public void onAnswer(Signal waker) {
    answered = waker;
  }

  @Override
  public long step() {
    try {
      return wholeStep();
    } catch (Throwable bug) {
      return doubt(bug);
    }
  }

  /** Only what a store that is well needs: to take its answer, and to send it what has come. */
  @Override
  public long stepNonBlocking() {
    try {
      return stepWithoutWaiting();
    } catch (Throwable bug) {
      long _ = doubt(bug);
      return MINE;
    }
  }

  private long wholeStep() {
    long wait =
        switch (state.now()) {
          case StoreState.Away _, StoreState.Stopped _ -> attachWhenDue();
          case StoreState.CatchingUp _, StoreState.Live _ -> send();
        };
    return spacing.watch(clock.nanos(), wait);
  }

  private long stepWithoutWaiting() {
    if (flight.isPresent()) {
      PricePort.PendingWrite keeping = flight.get().keeping();
      if (!keeping.kept()) {
        return keeping.over() ? MINE : UNTIL_WOKEN;
      }
      long _ = landed(flight.get());
    }
    if (!(state.now() instanceof StoreState.Live)) {
      return MINE;
    }
    if (reader.orElseThrow().remaining() == 0) {
      stats.remaining = 0;
      return UNTIL_WOKEN;
    }
    long wait = sendNext();
    boolean told = flight.isPresent() && !flight.get().keeping().over();
    return told || (wait == BatchPacer.TICK_NANOS && spacing.watched()) ? UNTIL_WOKEN : wait;
  }

  @Override
  public boolean idle() {
    return !state.now().writable() || stats.remaining == 0;
  }

  /** Lets go of the store. After the last step. */
  public void close() {
    closeReader();
    store.close();
  }

  public StoreName name() {
    return replica.name();
  }

  public StoreState state() {
    return state.now();
  }

  /** What is wrong with the store although it takes writes. Any thread. */
  StoreWatch watch() {
    return stats.watch;
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
    return stats.report(
        name(), replica.address(), state.now(), clock.wallUs() / 1000, clock.nanos());
  }

  private long attachWhenDue() {
    long now = clock.nanos();
    if (now < nextAttemptNanos) {
      return nextAttemptNanos - now;
    }
    stats.remaining =
        reader.map(open -> open.remaining() + unsent).orElse(journal.status().records());
    stats.attempts.increment();
    return switch (attachment.attempt(stats)) {
      case Attachment.Result.Seated(var position, JournalId after) -> attached(position, after);
      case Attachment.Result.KeptOut(String detail) -> stop(detail);
      case Attachment.Result.Other(Outcome outcome) -> refused(outcome);
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
    new StoreAnnouncements(name(), log).up(stats.facts, position.lease(), lease, stats.remaining);
    lastWriteNanos = clock.nanos();
    retry.attached(lastWriteNanos);
    if (state.attached(lastWriteNanos, options)) {
      critical.due(lastWriteNanos);
    }
    return 0;
  }

  private long send() {
    if (flight.isPresent()) {
      InFlightBatch under = flight.get();
      return under.endsBy(clock.nanos()) ? landed(under) : LOOK_AGAIN_NANOS;
    }
    if (state.now() instanceof StoreState.CatchingUp && critical.isDue(clock.nanos())) {
      Optional<NewestTick> newest = head.newest();
      return critical.next(clock.nanos()).map(batch -> keepCritical(batch, newest)).orElse(0L);
    }
    if (reader.orElseThrow().remaining() == 0) {
      stats.remaining = 0;
      return probeWhenDue();
    }
    return sendNext();
  }

  private long sendNext() {
    JournalPort.Reader from = reader.orElseThrow();
    long waiting = from.remaining();
    if (waiting < options.batchRecords() && spacing.gathers(clock.nanos())) {
      stats.remaining = waiting;
      return BatchPacer.TICK_NANOS;
    }
    stats.freshness.watch(head.newest());
    boolean live = state.now() instanceof StoreState.Live;
    int most = live ? options.batchRecords() : options.backlogRecords();
    return switch (from.next(most, options.batchBytes())) {
      case JournalPort.Read.Records(Batch batch) -> begin(batch);
      case JournalPort.Read.Lost(long count) -> lost(count);
      // There is something, and it cannot be read just now.
      case JournalPort.Read.AtEnd() -> LOOK_AGAIN_NANOS;
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
    log.report(new FeedEvent.RecordsLost(name(), count));
    return 0;
  }

  private long keepCritical(Batch batch, Optional<NewestTick> newest) {
    Outcome outcome = store.keepCritical(batch, stats.applied);
    if (outcome instanceof Outcome.Applied) {
      stats.freshness.wentAhead(newest, batch.first(), batch.last());
      stats.catchUp.criticalDone(batch.count());
    }
    return refused(outcome);
  }

  private long begin(Batch batch) {
    unsent = batch.count();
    stats.remaining = reader.orElseThrow().remaining() + unsent;
    long now = clock.nanos();
    spacing.begins(batch.count(), now);
    InFlightBatch begun =
        new InFlightBatch(batch, store.begin(batch, stats.applied, answered::wake), now);
    flight = Optional.of(begun);
    return begun.keeping().over() ? 0 : LOOK_AGAIN_NANOS;
  }

  private long landed(InFlightBatch over) {
    flight = Optional.empty();
    Outcome outcome = over.keeping().outcome();
    if (outcome instanceof Outcome.Applied(JournalId upTo)) {
      long now = clock.nanos();
      times.wrote(now - over.begunNanos());
      if (state.now() instanceof StoreState.Live) {
        times.arrived(over.batch());
      }
      kept(upTo, over.batch().count(), now);
    }
    return refused(outcome);
  }

  /** What follows from an outcome that is none we hoped for. */
  private long refused(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _ -> 0;
      case Outcome.Diverged(String detail) -> {
        state.away(SwitchReason.DIVERGED, detail);
        yield nextAttemptIn(retry.diverged(clock.nanos()));
      }
      case Outcome.Fenced(WriterLease by) -> stop(StopMessages.fenced(by));
      case Outcome.Failed(Failure failure) -> failed(failure);
    };
  }

  private void kept(JournalId upTo, int count, long now) {
    unsent = 0;
    lastWriteNanos = now;
    stats.remaining = reader.orElseThrow().remaining();
    stats.kept(upTo, count, now);
    if (state.kept(upTo, count, now, options)) {
      critical.due(now);
    }
  }

  private long probeWhenDue() {
    long now = clock.nanos();
    long due = lastWriteNanos + options.probeEvery().toNanos() - now;
    if (due > 0) {
      return due;
    }
    Outcome outcome = store.probe(stats.applied);
    if (outcome instanceof Outcome.Applied) {
      lastWriteNanos = clock.nanos();
      stats.proved(lastWriteNanos);
      return options.probeEvery().toNanos();
    }
    return refused(outcome);
  }

  private long failed(Failure failure) {
    stats.failures.increment();
    state.failed(failure);
    return nextAttemptIn(retry.failed(clock.nanos()));
  }

  /**
   * Nothing is known of the store after an unforeseen error. The reader keeps its place, because it
   * tells the lag. If the error comes again, the reader may be its cause and is replaced.
   */
  private long doubt(Throwable bug) {
    flight = Optional.empty();
    boolean again = state.awayBecause(SwitchReason.FAILED);
    stats.failures.increment();
    state.away(SwitchReason.FAILED, bug.toString());
    long wait = nextAttemptIn(retry.failed(clock.nanos()));
    if (again && reader.isPresent()) {
      closeReader();
      unsent = 0;
      reader = Optional.of(journal.readAfter(stats.applied));
    }
    return wait;
  }

  private long stop(String detail) {
    state.stop(detail);
    return nextAttemptIn(options.recheck().toNanos());
  }

  private long nextAttemptIn(long waitNanos) {
    nextAttemptNanos = clock.nanos() + waitNanos;
    return waitNanos;
  }

  private void closeReader() {
    Optional<JournalPort.Reader> old = reader;
    reader = Optional.empty();
    old.ifPresent(JournalPort.Reader::close);
  }
}
