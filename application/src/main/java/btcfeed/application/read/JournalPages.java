package btcfeed.application.read;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Pages of the journal, which is complete whatever the state of the stores. */
public final class JournalPages implements ReadRecords {
  private static final int RECORDS_A_READ = 1024;
  private static final int BYTES_A_READ = 256 * 1024;

  private final JournalPort journal;

  public JournalPages(JournalPort journal) {
    this.journal = journal;
  }

  @Override
  public Page after(JournalId after, int limit, Predicate<JournalEvent> wanted) {
    try (JournalPort.Reader reader = journal.readAfter(after)) {
      return page(reader, after, wanted, limit, false);
    }
  }

  @Override
  public Page newest(int limit, Predicate<JournalEvent> wanted) {
    try (JournalPort.Reader reader = journal.readNewest(MAX_RECORDS)) {
      return page(reader, JournalId.START, wanted, limit, true);
    }
  }

  /** Keeps the last matching records if {@code newest}, otherwise stops at the limit. */
  private Page page(
      JournalPort.Reader reader,
      JournalId start,
      Predicate<JournalEvent> wanted,
      int limit,
      boolean newest) {
    Deque<Entry> found = new ArrayDeque<>(limit);
    JournalId reached = start;
    int read = 0;
    while (read < MAX_RECORDS) {
      switch (reader.next(RECORDS_A_READ, BYTES_A_READ)) {
        case JournalPort.Read.Records(var batch) -> {
          for (Entry entry : batch.entries()) {
            read++;
            reached = entry.id();
            if (wanted.test(entry.event())) {
              if (found.size() == limit) {
                found.removeFirst();
              }
              found.addLast(entry);
              if (found.size() == limit && !newest) {
                return new Page(List.copyOf(found), reached, hasMore(reached));
              }
            }
          }
        }
        case JournalPort.Read.Lost _ -> {}
        case JournalPort.Read.AtEnd _ -> {
          return new Page(List.copyOf(found), reached, false);
        }
      }
    }
    return new Page(List.copyOf(found), reached, hasMore(reached));
  }

  @Override
  public JournalPort.Reader follow(JournalId after) {
    return journal.readAfter(after);
  }

  @Override
  public JournalPort.Reader followNewest(int records) {
    return journal.readNewest(records);
  }

  @Override
  public JournalPort.Status journal() {
    return journal.status();
  }

  private boolean hasMore(JournalId reached) {
    return journal.status().newest().isAfter(reached);
  }
}
