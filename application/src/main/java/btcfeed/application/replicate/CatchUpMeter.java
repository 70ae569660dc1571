package btcfeed.application.replicate;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport.CatchUp;
import java.time.Duration;

/** The progress of a store's catch-up. Written by the sender, read by any thread. */
final class CatchUpMeter {
  private static final long REPORT_EVERY_NANOS = 2_000_000_000L;

  private record Run(
      boolean running,
      long done,
      long total,
      long sinceNanos,
      long untilNanos,
      boolean criticalDone) {}

  private final StoreName store;
  private final FeedLog log;
  private long reportedNanos;
  private volatile Run run = new Run(false, 0, 0, 0, 0, false);

  CatchUpMeter(StoreName store, FeedLog log) {
    this.store = store;
    this.log = log;
  }

  void begin(long total, long now) {
    run = new Run(true, 0, total, now, now, false);
    reportedNanos = now;
  }

  void advance(long records, long remaining, long now) {
    Run before = run;
    long done = before.done() + records;
    run = new Run(true, done, done + remaining, before.sinceNanos(), now, before.criticalDone());
    if (now - reportedNanos >= REPORT_EVERY_NANOS) {
      reportedNanos = now;
      CatchUp report = report(now);
      log.report(
          new FeedEvent.CatchingUp(
              store, report.done(), report.total(), report.left().orElse(Duration.ZERO)));
    }
  }

  /** This many of the newest records were written ahead of the backlog. */
  void criticalDone(int records) {
    Run before = run;
    if (!before.criticalDone()) {
      log.report(new FeedEvent.CriticalApplied(store, records, before.total()));
    }
    run =
        new Run(
            before.running(),
            before.done(),
            before.total(),
            before.sinceNanos(),
            before.untilNanos(),
            true);
  }

  void end(long now) {
    interrupt(now);
    log.report(
        new FeedEvent.CaughtUp(
            store, run.done(), Duration.ofNanos(run.untilNanos() - run.sinceNanos())));
  }

  /** The store already has all but a batch of what an interrupted catch-up lacked: it is done. */
  void nothingLeft(long now) {
    Run last = run;
    if (!last.running() && last.done() < last.total()) {
      run = new Run(false, last.total(), last.total(), last.sinceNanos(), now, last.criticalDone());
    }
  }

  /** Ends the catch-up without success. */
  void interrupt(long now) {
    Run last = run;
    if (last.running()) {
      run = new Run(false, last.done(), last.total(), last.sinceNanos(), now, last.criticalDone());
    }
  }

  CatchUp report(long now) {
    Run seen = run;
    long until = seen.running() ? now : seen.untilNanos();
    return new CatchUp(
        seen.running(),
        seen.done(),
        seen.total(),
        Duration.ofNanos(Math.max(0, until - seen.sinceNanos())),
        seen.criticalDone());
  }
}
