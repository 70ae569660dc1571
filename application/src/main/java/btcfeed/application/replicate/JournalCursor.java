package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.StoreName;
import java.util.Optional;

/**
 * The place in the journal that a sender reads from, and how many records its store lacks. Sender
 * thread only.
 */
final class JournalCursor {
  private final StoreName store;
  private final JournalPort journal;
  private final SenderStats stats;
  private final FeedLog log;
  private Optional<JournalPort.Reader> reader = Optional.empty();

  /** Records that the reader has passed and the store may not have. */
  private int unsent;

  JournalCursor(StoreName store, JournalPort journal, SenderStats stats, FeedLog log) {
    this.store = store;
    this.journal = journal;
    this.stats = stats;
    this.log = log;
  }

  /** Counts the lag; of a store that was never reached it is the whole journal. */
  void measure() {
    stats.remaining =
        reader.map(open -> open.remaining() + unsent).orElse(journal.status().records());
  }

  /** Continues after the last record that the store has. */
  void moveTo(JournalId after) {
    // The journal may have dropped records while the store was away.
    if (reader.isPresent()
        && reader.get().next(1, 1) instanceof JournalPort.Read.Lost(long count)) {
      lost(count + (after.equals(stats.applied) ? unsent : 0));
    }
    stats.applied = after;
    reopen();
    measure();
  }

  /** Replaces the reader, after the last record that the store has. */
  void reopen() {
    close();
    unsent = 0;
    reader = Optional.of(journal.readAfter(stats.applied));
  }

  boolean isOpen() {
    return reader.isPresent();
  }

  /** How many records the reader has not returned. */
  long remaining() {
    return reader.orElseThrow().remaining();
  }

  JournalPort.Read next(int maxRecords, int maxBytes) {
    return reader.orElseThrow().next(maxRecords, maxBytes);
  }

  /** This many records are sent and not applied yet; 0 once they are. */
  void unsent(int records) {
    unsent = records;
    measure();
  }

  /** The journal dropped records before the store had them. */
  void lost(long count) {
    stats.lost.add(count);
    log.report(new FeedEvent.RecordsLost(store, count));
  }

  void close() {
    Optional<JournalPort.Reader> old = reader;
    reader = Optional.empty();
    old.ifPresent(JournalPort.Reader::close);
  }
}
