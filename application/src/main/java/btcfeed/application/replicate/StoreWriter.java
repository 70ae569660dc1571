package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.application.ingest.NewestTick;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Writes one store under a lease: reads the journal from the store's position and applies it, one
 * batch at a time, in order.
 *
 * <p>A batch contains what has arrived since the last one, up to a bound. Live and catching up
 * differ only in the distance from the journal's end. After a failure, a restart or an unforeseen
 * error, the writer reads the store's position again and continues from there. Sender thread only.
 */
final class StoreWriter {
  /** Far beyond any store's timeout; then the sender asks for the outcome itself. */
  private static final long OVERDUE_NANOS = 30_000_000_000L;

  /** How long the journal usually takes to have a few trades on disk. */
  private static final long TAKEOVER_NANOS = 20_000_000L;

  private record InFlightBatch(Batch batch, PricePort.PendingWrite write, long sinceNanos) {}

  private final Replica replica;
  private final PricePort store;
  private final JournalPort journal;
  private final HistoryTakeover takeover;
  private final SenderOptions options;
  private final JournalCursor cursor;
  private final JournalHead head;
  private final Clock clock;
  private final FeedLog log;
  private final WriteTimes times;
  private final SenderStats stats;
  private final SenderState state;
  private final CriticalFirst critical;
  private final BatchPacer pacer;
  private final StoreRetry retry;

  private long nextAttemptNanos;
  private long lastWriteNanos;

  private Optional<InFlightBatch> inFlight = Optional.empty();
  private volatile Optional<WriterLease> writing = Optional.empty();
  private volatile Signal onAnswer = () -> {};
  private volatile Signal fenced = () -> {};

  /**
   * @param merge takes trades that only another leader had, which lost the store
   * @param random uniform in [0, 1), for the waits before a retry
   */
  StoreWriter(
      Replica replica,
      SenderState state,
      SenderStats stats,
      SenderOptions options,
      JournalPort journal,
      AcceptTrades merge,
      JournalHead head,
      Clock clock,
      FeedLog log,
      Measure measure,
      DoubleSupplier random) {
    this.replica = replica;
    this.store = replica.store();
    this.options = options;
    this.journal = journal;
    this.takeover = new HistoryTakeover(store, journal, merge, head, clock);
    this.critical = new CriticalFirst(journal, options);
    this.pacer = new BatchPacer(options.apart().toNanos(), clock.nanos());
    this.retry = new StoreRetry(options.retry(), random);
    this.head = head;
    this.clock = clock;
    this.log = log;
    this.times = new WriteTimes(replica.name(), measure, clock);
    this.stats = stats;
    this.cursor = new JournalCursor(replica.name(), journal, stats, log);
    this.state = state;
    this.nextAttemptNanos = clock.nanos();
  }

  /** Sets the signal for answers of the store. Before the first step. */
  void onAnswer(Signal signal) {
    onAnswer = signal;
  }

  /** Sets the signal for the loss of the lease. Before the first step. */
  void onFenced(Signal signal) {
    fenced = signal;
  }

  /** True if it writes under a lease. Any thread. */
  boolean isWriting() {
    return writing.isPresent();
  }

  boolean isWriting(WriterLease lease) {
    return writing.equals(Optional.of(lease));
  }

  /** False while a batch of the lease before has no outcome. */
  boolean mayLeave() {
    if (inFlight.isEmpty()) {
      return true;
    }
    InFlightBatch sent = inFlight.get();
    if (!sent.write().isDone() && clock.nanos() - sent.sinceNanos() <= OVERDUE_NANOS) {
      return false;
    }
    inFlight = Optional.empty();
    Outcome _ = sent.write().outcome();
    return true;
  }

  /** Writes under this lease from the next step on. */
  void begin(WriterLease lease) {
    writing = Optional.of(lease);
    takeover.forget();
    nextAttemptNanos = clock.nanos();
    state.away(SwitchReason.TAKING_OVER, "reading its position");
  }

  /** Writes no more. */
  void leave() {
    writing = Optional.empty();
    cursor.close();
  }

  /** Does what is due; returns the wait until more is. */
  long step(WriterLease ours) {
    long wait = state.now().writable() ? send() : attachWhenDue(ours);
    return pacer.watch(clock.nanos(), wait);
  }

  /** Handles a live store only: takes its answer and sends what has arrived. */
  long stepNonBlocking() {
    if (inFlight.isPresent()) {
      PricePort.PendingWrite write = inFlight.get().write();
      if (!write.isApplied()) {
        return write.isDone() ? Sender.OWN_THREAD : Step.UNTIL_WOKEN;
      }
      long _ = finish(inFlight.get());
    }
    if (!(state.now() instanceof StoreState.Live)) {
      return Sender.OWN_THREAD;
    }
    if (cursor.remaining() == 0) {
      stats.remaining = 0;
      return Step.UNTIL_WOKEN;
    }
    long wait = sendNext();
    boolean pending = inFlight.isPresent() && !inFlight.get().write().isDone();
    return pending || (wait == BatchPacer.TICK_NANOS && pacer.watched()) ? Step.UNTIL_WOKEN : wait;
  }

  private long attachWhenDue(WriterLease ours) {
    long now = clock.nanos();
    if (now < nextAttemptNanos) {
      return nextAttemptNanos - now;
    }
    cursor.measure();
    stats.attempts.increment();
    Attachment attachment = new Attachment(replica.name(), store, ours, journal, takeover, log);
    return switch (attachment.attempt(stats)) {
      case Attachment.Result.Claimed(var position, JournalId after) -> {
        long wait = attached(after);
        attachment.report(position, stats.remaining);
        yield wait;
      }
      case Attachment.Result.TakingOver() -> nextAttemptIn(TAKEOVER_NANOS);
      case Attachment.Result.KeptOut(String detail) -> stop(detail);
      case Attachment.Result.NotClaimed(Outcome outcome) -> handle(outcome);
    };
  }

  private long attached(JournalId after) {
    head.continueAfter(after);
    cursor.moveTo(after);
    stats.freshness.forget();
    stats.freshness.watch(head.newest());
    stats.freshness.applied(after);
    lastWriteNanos = clock.nanos();
    retry.attached(lastWriteNanos);
    if (state.attached(lastWriteNanos, options)) {
      critical.due(lastWriteNanos);
    }
    return 0;
  }

  private long send() {
    long now = clock.nanos();
    if (inFlight.isPresent()) {
      InFlightBatch sent = inFlight.get();
      boolean ended = sent.write().isDone() || now - sent.sinceNanos() > OVERDUE_NANOS;
      return ended ? finish(sent) : Sender.LOOK_AGAIN_NANOS;
    }
    if (state.now() instanceof StoreState.CatchingUp && critical.isDue(now)) {
      Optional<NewestTick> newest = head.newest();
      return critical.next(now).map(batch -> applyCritical(batch, newest)).orElse(0L);
    }
    if (cursor.remaining() == 0) {
      stats.remaining = 0;
      return probeWhenDue();
    }
    return sendNext();
  }

  private long sendNext() {
    long waiting = cursor.remaining();
    if (waiting < options.batchRecords() && pacer.gathers(clock.nanos())) {
      stats.remaining = waiting;
      return BatchPacer.TICK_NANOS;
    }
    stats.freshness.watch(head.newest());
    boolean live = state.now() instanceof StoreState.Live;
    int most = live ? options.batchRecords() : options.backlogRecords();
    return switch (cursor.next(most, options.batchBytes())) {
      case JournalPort.Read.Records(Batch batch) -> begin(batch);
      case JournalPort.Read.Lost(long count) -> {
        cursor.lost(count);
        yield 0;
      }
      // Records exist and cannot be read now.
      case JournalPort.Read.AtEnd() -> Sender.LOOK_AGAIN_NANOS;
    };
  }

  private long applyCritical(Batch batch, Optional<NewestTick> newest) {
    Outcome outcome = store.applyCritical(batch, stats.applied);
    if (outcome instanceof Outcome.Applied) {
      stats.freshness.wentAhead(newest, batch.first(), batch.last());
      stats.catchUp.criticalDone(batch.count());
    }
    return handle(outcome);
  }

  private long begin(Batch batch) {
    cursor.unsent(batch.count());
    long now = clock.nanos();
    pacer.begins(batch.count(), now);
    PricePort.PendingWrite write = store.begin(batch, stats.applied, onAnswer::wake);
    inFlight = Optional.of(new InFlightBatch(batch, write, now));
    return write.isDone() ? 0 : Sender.LOOK_AGAIN_NANOS;
  }

  private long finish(InFlightBatch sent) {
    inFlight = Optional.empty();
    Outcome outcome = sent.write().outcome();
    if (outcome instanceof Outcome.Applied(JournalId upTo)) {
      long now = clock.nanos();
      times.wrote(now - sent.sinceNanos());
      if (state.now() instanceof StoreState.Live) {
        times.arrived(sent.batch());
      }
      lastWriteNanos = now;
      cursor.unsent(0);
      stats.applied(upTo, sent.batch().count(), now);
      if (state.applied(upTo, sent.batch().count(), now, options)) {
        critical.due(now);
      }
    }
    return handle(outcome);
  }

  private long probeWhenDue() {
    long due = lastWriteNanos + options.probeEvery().toNanos() - clock.nanos();
    if (due > 0) {
      return due;
    }
    Outcome outcome = store.probe(stats.applied);
    if (outcome instanceof Outcome.Applied) {
      lastWriteNanos = clock.nanos();
      stats.proved(lastWriteNanos);
      return options.probeEvery().toNanos();
    }
    return handle(outcome);
  }

  private long handle(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _ -> 0;
      case Outcome.Diverged(String detail) -> {
        state.away(SwitchReason.DIVERGED, detail);
        yield nextAttemptIn(retry.diverged(clock.nanos()));
      }
      case Outcome.Fenced(WriterLease by) -> {
        state.away(SwitchReason.FENCED, Attachment.fenced(by));
        fenced.wake();
        yield nextAttemptIn(retry.failed(clock.nanos()));
      }
      case Outcome.Failed(PricePort.Failure failure) -> {
        stats.failures.increment();
        state.failed(failure);
        yield nextAttemptIn(retry.failed(clock.nanos()));
      }
    };
  }

  /**
   * The state of the store is unknown after an unforeseen error. The reader stays, because it shows
   * the lag. If the error is repeated, the reader may be its cause and is replaced.
   */
  long recoverFrom(Throwable bug) {
    inFlight = Optional.empty();
    boolean again = state.awayBecause(SwitchReason.FAILED);
    stats.failures.increment();
    state.away(SwitchReason.FAILED, bug.toString());
    long wait = nextAttemptIn(retry.failed(clock.nanos()));
    if (again && cursor.isOpen()) {
      cursor.reopen();
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
}
