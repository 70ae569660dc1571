package btcfeed.application.read;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.util.List;
import java.util.function.Predicate;

/**
 * Driving port: reads records of the journal. Any thread. A call reads at most {@link #MAX_RECORDS}
 * records, which takes some tens of milliseconds. The caller closes the readers.
 */
public interface ReadRecords {
  /** Records that one call reads. */
  int MAX_RECORDS = 200_000;

  /** The first {@code limit} matching records after {@code after}. */
  Page after(JournalId after, int limit, Predicate<JournalEvent> wanted);

  /** The newest {@code limit} matching records. */
  Page newest(int limit, Predicate<JournalEvent> wanted);

  /** Reads on from {@code after} as the journal grows. */
  JournalPort.Reader follow(JournalId after);

  /** Starts with the newest {@code records} and reads on as the journal grows. */
  JournalPort.Reader followNewest(int records);

  /** What the journal holds now. */
  JournalPort.Status journal();

  /**
   * @param entries in the order of the journal
   * @param reached the last record read; the next page starts after it
   * @param more true if there are further records
   */
  record Page(List<Entry> entries, JournalId reached, boolean more) {}
}
