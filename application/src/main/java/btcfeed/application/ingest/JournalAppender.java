package btcfeed.application.ingest;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.time.Clock;
import java.util.List;

/**
 * Appends to the journal and handles failures. One thread.
 *
 * <p>Only a full disk drops records: the oldest segment goes. The next segment goes after as many
 * bytes were written as that freed, or after a pause. The pause grows from one second to one minute
 * while dropping does not help. After any other failure all entries are kept, and the append is
 * repeated at most half a second later.
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
  private boolean checkpointsDue;

  /** How many of the entries of an unfinished call are in the journal. */
  private int written;

  private long retryNanos = FIRST_RETRY_NANOS;
  private boolean dropped;
  private long droppedNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  /** Size of the journal at which the space that the last drop freed is used up. */
  private long bytesWhenUsed;

  JournalAppender(JournalPort journal, Clock clock, FeedLog log) {
    this.journal = journal;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Appends the entries that are not in the journal yet; false if that fails now, and the rest must
   * be tried again. An entry that can never be written is reported and removed, because it would
   * block all others.
   */
  boolean append(List<Entry> entries) {
    try {
      if (!appendTogether(entries.subList(written, entries.size()))) {
        return false;
      }
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("journal", bug.toString()));
      if (!appendOneByOne(entries)) {
        return false;
      }
    }
    written = 0;
    return true;
  }

  private boolean appendOneByOne(List<Entry> entries) {
    while (written < entries.size()) {
      Entry entry = entries.get(written);
      boolean present = !entry.id().isAfter(journal.status().newest());
      // Checkpoints are appended together or not at all; the journal asks for them again.
      boolean checkpoint = entry.event() instanceof JournalEvent.Checkpointed;
      try {
        if (!present && !checkpoint && !appendTogether(List.of(entry))) {
          return false;
        }
        written++;
      } catch (Throwable bug) {
        entries.remove(written);
        log.report(new FeedEvent.Bug("journal", "gave up " + entry + ": " + bug));
      }
    }
    return true;
  }

  /** Appends, with a second attempt after a segment was dropped. Reports failure and recovery. */
  boolean appendTogether(List<Entry> entries) {
    Appended outcome = journal.append(entries);
    if (outcome instanceof Appended.NoRoom && failing && mayDrop() && drop()) {
      outcome = journal.append(entries);
    }
    return switch (outcome) {
      case Appended.Done(boolean newSegment) -> {
        checkpointsDue |= newSegment;
        works();
        yield true;
      }
      case Appended.NoRoom(String detail) -> fails(detail);
      case Appended.Failed(String detail) -> fails(detail);
    };
  }

  /** True once after a new segment began: it needs checkpoints. */
  boolean takeCheckpointsDue() {
    boolean due = checkpointsDue;
    checkpointsDue = false;
    return due;
  }

  /** An append elsewhere began a segment, or did not. */
  void newSegment(boolean begun) {
    checkpointsDue |= begun;
  }

  /** Forgets an unfinished call. */
  void giveUp() {
    written = 0;
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

  private boolean fails(String detail) {
    if (failing) {
      retryNanos = Math.min(2 * retryNanos, LAST_RETRY_NANOS);
    } else {
      failing = true;
      log.report(new FeedEvent.JournalFailing(detail));
    }
    return false;
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

  /** True if a segment was dropped. */
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
