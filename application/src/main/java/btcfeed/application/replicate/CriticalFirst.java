package btcfeed.application.replicate;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.port.JournalPort;
import java.util.Optional;

/**
 * What goes ahead of a backlog, and when: the newest records, at once and again every so often,
 * because a long backlog must not make the price old. Sender thread only.
 */
final class CriticalFirst {
  private final JournalPort journal;
  private final SenderOptions options;
  private long dueNanos;

  CriticalFirst(JournalPort journal, SenderOptions options) {
    this.journal = journal;
    this.options = options;
  }

  /** It is due from then on. */
  void due(long nanos) {
    dueNanos = nanos;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /** The newest records, if there are any; due again after a while. */
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
