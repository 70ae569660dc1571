package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What a sender knows and counts about its store. Written by the sender, read by any thread. */
final class SenderStats {
  final LongAdder writes = new LongAdder();
  final LongAdder records = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder attempts = new LongAdder();
  final LongAdder lost = new LongAdder();
  final StoreWatch watch;
  final StoreFreshness freshness = new StoreFreshness();
  final CatchUpMeter catchUp;
  volatile StoreFacts facts = StoreFacts.UNKNOWN;
  volatile JournalId applied = JournalId.START;
  volatile long remaining;

  SenderStats(Replica replica, FeedLog log) {
    this.watch = new StoreWatch(replica, log);
    this.catchUp = new CatchUpMeter(replica.name(), log);
  }

  /** The store applied a batch. */
  void applied(JournalId upTo, int count, long nanos) {
    applied = upTo;
    writes.increment();
    records.add(count);
    proved(nanos);
  }

  /** The store takes writes and has everything up to {@link #applied}. */
  void proved(long nanos) {
    freshness.applied(applied);
    watch.look(nanos);
  }

  StoreReport report(StoreName name, String address, StoreState state, long wallMs, long nanos) {
    JournalId at = applied;
    long missing = remaining;
    boolean behind = missing > 0 && !at.equals(JournalId.START);
    return new StoreReport(
        name,
        address,
        state,
        facts,
        at,
        missing,
        Duration.ofMillis(behind ? Math.max(0, wallMs - at.ms()) : 0),
        freshness.newestTickNanos(),
        catchUp.report(nanos),
        writes.sum(),
        records.sum(),
        failures.sum(),
        Math.max(0, attempts.sum() - 1),
        lost.sum(),
        watch.condition());
  }
}
