package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.http.answer.Moment;
import java.time.Duration;

/**
 * Notices an ingest that has stopped: messages wait, and between two looks nothing was done.
 *
 * <p>A journal that cannot be written stops the ingest too, on purpose and with a reason of its
 * own; that is not what this looks for, since a restart would not help. Any thread.
 */
final class IngestWatch {
  /** How long nothing may happen while messages wait. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Whether messages waited at the last look: only from there on can it have been stopped. */
  private boolean waited;

  private long lastProgress;
  private long sinceNanos;

  /** How long it has been stopped for; zero while it moves. */
  synchronized Duration stoppedFor(FeedSnapshot feed, Moment now) {
    FeedSnapshot.Ingested done = feed.ingested();
    long progress = done.messages() + done.trades() + done.ticks() + done.duplicates();
    boolean waiting = done.queued() > 0 && feed.facts().journal().failure().isEmpty();
    if (!waited || !waiting || progress != lastProgress) {
      lastProgress = progress;
      sinceNanos = now.nanos();
    }
    waited = waiting;
    return Duration.ofNanos(now.nanos() - sinceNanos);
  }

  /** True once that is too long. */
  boolean stopped(FeedSnapshot feed, Moment now) {
    return stoppedFor(feed, now).compareTo(PATIENCE) > 0;
  }
}
