package btcfeed.application.ingest;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.time.Clock;
import java.util.List;

/**
 * Appends to the journal, and decides what to do while that fails. One thread.
 *
 * <p>A full disk is the only failure that gives up records: the oldest segment goes, and the next
 * one not before as many bytes were written as that freed, or a pause is over. The pause grows from
 * one second to one minute while dropping does not help. After any other failure everything is kept
 * and the append is repeated, at most half a second later.
 */
final class JournalAppender {
  private static final long FIRST_RETRY_NANOS = 100_000_000L;
  private static final long LAST_RETRY_NANOS = 500_000_000L;
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
  private static final long LAST_PAUSE_NANOS = 60_000_000_000L;

  private final JournalPort journal;
  private final Clock clock;
  private final FeedLog log;
  private boolean failing;
  private long retryNanos = FIRST_RETRY_NANOS;
  private boolean dropped;
  private long droppedNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  /** Bytes in the journal from which what the last drop freed is used up. */
  private long bytesWhenUsed;

  JournalAppender(JournalPort journal, Clock clock, FeedLog log) {
    this.journal = journal;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Appends, with a second attempt if a segment was dropped for it. Reports failure and its end;
   * what was dropped is in the journal's account.
   */
  Appended append(List<Entry> entries) {
    Appended outcome = journal.append(entries);
    if (outcome instanceof Appended.NoRoom && failing && mayDrop() && drop()) {
      outcome = journal.append(entries);
    }
    switch (outcome) {
      case Appended.Done _ -> works();
      case Appended.NoRoom(String detail) -> fails(detail);
      case Appended.Failed(String detail) -> fails(detail);
    }
    return outcome;
  }

  /** How long to wait after a failure before the next attempt. */
  long retryNanos() {
    return retryNanos;
  }

  private void works() {
    if (failing) {
      failing = false;
      retryNanos = FIRST_RETRY_NANOS;
      log.report(new FeedEvent.JournalWorksAgain());
    }
  }

  private void fails(String detail) {
    if (failing) {
      retryNanos = Math.min(2 * retryNanos, LAST_RETRY_NANOS);
    } else {
      failing = true;
      log.report(new FeedEvent.JournalFailing(detail));
    }
  }

  private boolean mayDrop() {
    if (!dropped) {
      return true;
    }
    if (journal.status().bytes() >= bytesWhenUsed) {
      pauseNanos = FIRST_PAUSE_NANOS;
      return true;
    }
    return clock.nanos() - droppedNanos >= pauseNanos;
  }

  /** True if a segment went. */
  private boolean drop() {
    JournalPort.Status before = journal.status();
    long _ = journal.dropOldest();
    JournalPort.Status after = journal.status();
    if (after.segments() == before.segments()) {
      return false;
    }
    long now = clock.nanos();
    boolean again = dropped && now - droppedNanos < 2 * pauseNanos;
    pauseNanos = again ? Math.min(2 * pauseNanos, LAST_PAUSE_NANOS) : FIRST_PAUSE_NANOS;
    dropped = true;
    droppedNanos = now;
    bytesWhenUsed = before.bytes();
    return true;
  }
}
