package btcfeed.application.replicate;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport.CatchUp;
import java.time.Duration;

/** The progress of a store's catch-up. Written by the sender, read by any thread. */
final class CatchUpMeter {
  private static final long REPORT_EVERY_NANOS = 2_000_000_000L;

  private record Run(boolean running, long done, long total, long sinceNanos, long untilNanos) {}

  private final StoreName store;
  private final FeedLog log;
  private long reportedNanos;
  private volatile Run run = new Run(false, 0, 0, 0, 0);
  private volatile boolean criticalDone;

  CatchUpMeter(StoreName store, FeedLog log) {
    this.store = store;
    this.log = log;
  }

  void begin(long total, long now) {
    criticalDone = false;
    run = new Run(true, 0, total, now, now);
    reportedNanos = now;
  }

  void advance(long records, long remaining, long now) {
    long done = run.done() + records;
    run = new Run(true, done, done + remaining, run.sinceNanos(), now);
    if (now - reportedNanos >= REPORT_EVERY_NANOS) {
      reportedNanos = now;
      Duration left = report(now).left().orElse(Duration.ZERO);
      log.report(new FeedEvent.CatchingUp(store, done, done + remaining, left));
    }
  }

  /** This many of the newest records were written ahead of the backlog. */
  void criticalDone(int records) {
    if (!criticalDone) {
      criticalDone = true;
      log.report(new FeedEvent.CriticalApplied(store, records, run.total()));
    }
  }

  void end(long now) {
    interrupt(now);
    Duration took = Duration.ofNanos(run.untilNanos() - run.sinceNanos());
    log.report(new FeedEvent.CaughtUp(store, run.done(), took));
  }

  /** The store already has all but a batch of what an interrupted catch-up lacked: it is done. */
  void nothingLeft(long now) {
    if (!run.running() && run.done() < run.total()) {
      run = new Run(false, run.total(), run.total(), run.sinceNanos(), now);
    }
  }

  /** Ends the catch-up without success. */
  void interrupt(long now) {
    if (run.running()) {
      run = new Run(false, run.done(), run.total(), run.sinceNanos(), now);
    }
  }

  CatchUp report(long now) {
    Run seen = run;
    long until = seen.running() ? now : seen.untilNanos();
    Duration elapsed = Duration.ofNanos(Math.max(0, until - seen.sinceNanos()));
    return new CatchUp(seen.running(), seen.done(), seen.total(), elapsed, criticalDone);
  }
}
