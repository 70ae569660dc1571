package btcfeed.application.read;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.util.List;
import java.util.function.Predicate;

/**
 * Driving port: reads records of the journal. Any thread; a call looks at {@link #MOST_LOOKED_AT}
 * records at most, so that no question costs more than some tens of milliseconds. A reader is its
 * caller's to close.
 */
public interface ReadRecords {
  /** Records one call looks at. */
  int MOST_LOOKED_AT = 200_000;

  /** The first {@code limit} wanted ones behind {@code after}. */
  Page after(JournalId after, int limit, Predicate<JournalEvent> wanted);

  /** The newest {@code limit} wanted ones. */
  Page newest(int limit, Predicate<JournalEvent> wanted);

  /** Goes on from behind {@code after}, as the journal grows. */
  JournalPort.Reader follow(JournalId after);

  /** Begins with the newest {@code records} and goes on as the journal grows. */
  JournalPort.Reader followNewest(int records);

  /** What the journal holds now. */
  JournalPort.Status journal();

  /**
   * What was found.
   *
   * @param entries in the order of the journal
   * @param reached behind which to go on reading
   * @param more true if there are records behind that already
   */
  record Page(List<Entry> entries, JournalId reached, boolean more) {}
}
