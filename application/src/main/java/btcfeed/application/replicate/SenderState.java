package btcfeed.application.replicate;

import btcfeed.application.work.Signal;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.time.Clock;

/**
 * The state of a sender's store. Reports each change once. Written by the sender, read by any
 * thread.
 */
final class SenderState {
  private final StoreName name;
  private final SenderStats stats;
  private final Clock clock;
  private final FeedLog log;
  private volatile StoreState state;
  private volatile Signal changed = () -> {};

  SenderState(StoreName name, SenderStats stats, Clock clock, FeedLog log) {
    this.name = name;
    this.stats = stats;
    this.clock = clock;
    this.log = log;
    this.state = new StoreState.Away(clock.nanos(), SwitchReason.STARTED, "connecting");
  }

  void onChange(Signal waker) {
    changed = waker;
  }

  StoreState now() {
    return state;
  }

  boolean awayBecause(SwitchReason reason) {
    return state instanceof StoreState.Away(_, var known, _) && known == reason;
  }

  /** A call failed. */
  void failed(Failure failure) {
    switch (failure) {
      case Failure.Unreachable(String detail) -> away(SwitchReason.UNREACHABLE, detail);
      case Failure.Unanswered(String detail) -> away(SwitchReason.UNANSWERED, detail);
      case Failure.Refused(String code, String detail) ->
          away(SwitchReason.REFUSED, code + ": " + detail);
    }
  }

  /** The store is not written to until its position was read again. */
  void away(SwitchReason reason, String detail) {
    boolean news = !awayBecause(reason);
    long since = state instanceof StoreState.Away(long already, _, _) ? already : clock.nanos();
    leave(new StoreState.Away(since, reason, detail));
    if (news && reason != SwitchReason.TAKING_OVER) {
      log.report(new FeedEvent.StoreDown(name, reason, detail));
    }
  }

  /** The store is not written to until an operator has acted. */
  void stop(String detail) {
    if (!(state instanceof StoreState.Stopped(_, String known) && known.equals(detail))) {
      leave(new StoreState.Stopped(clock.nanos(), detail));
      log.report(new FeedEvent.StoreStopped(name, detail));
    }
  }

  /** Another instance writes the store, and it can be read. */
  void followed(long now) {
    if (!(state instanceof StoreState.Live)) {
      become(new StoreState.Live(now));
    }
  }

  /** The store takes writes again; true if it has a backlog. */
  boolean attached(long now, SenderOptions options) {
    if (stats.remaining > options.batchRecords()) {
      catchUp(now);
      return true;
    }
    stats.catchUp.nothingLeft(now);
    become(new StoreState.Live(now));
    return false;
  }

  /** The store applied a batch; true if it has fallen behind and now has a backlog. */
  boolean applied(JournalId upTo, int count, long now, SenderOptions options) {
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
          return true;
        }
      }
      case StoreState.Away _, StoreState.Stopped _ -> {}
    }
    return false;
  }

  private void catchUp(long now) {
    stats.catchUp.begin(stats.remaining, now);
    become(new StoreState.CatchingUp(now, stats.remaining));
  }

  private void leave(StoreState next) {
    stats.freshness.forget();
    stats.catchUp.interrupt(clock.nanos());
    become(next);
  }

  private void become(StoreState next) {
    boolean another = state.getClass() != next.getClass();
    state = next;
    if (another || next instanceof StoreState.Away) {
      changed.wake();
    }
  }
}
