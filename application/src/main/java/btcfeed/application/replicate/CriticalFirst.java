package btcfeed.application.replicate;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.port.JournalPort;
import java.util.Optional;

/**
 * Writes the newest records ahead of a backlog, at its start and then regularly, so that readers
 * have a fresh price during a long backlog. Sender thread only.
 */
final class CriticalFirst {
  private final JournalPort journal;
  private final SenderOptions options;
  private long dueNanos;

  CriticalFirst(JournalPort journal, SenderOptions options) {
    this.journal = journal;
    this.options = options;
  }

  /** The next write is due at this time. */
  void due(long nanos) {
    dueNanos = nanos;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /** The newest records, if there are any. Schedules the next write. */
  Optional<Batch> next(long nowNanos) {
    dueNanos = nowNanos + options.criticalEvery().toNanos();
    try (JournalPort.Reader end = journal.readNewest(options.criticalRecords())) {
      return end.next(options.criticalRecords(), options.criticalBytes())
              instanceof JournalPort.Read.Records(Batch batch)
          ? Optional.of(batch)
          : Optional.empty();
    }
  }
}
