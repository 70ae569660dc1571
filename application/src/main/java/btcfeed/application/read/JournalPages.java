package btcfeed.application.read;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    List<Entry> found = new ArrayList<>();
    JournalId reached = after;
    int looked = 0;
    try (JournalPort.Reader reader = journal.readAfter(after)) {
      while (looked < MAX_RECORDS) {
        switch (reader.next(RECORDS_A_READ, BYTES_A_READ)) {
          case JournalPort.Read.Records(var batch) -> {
            for (Entry entry : batch.entries()) {
              looked++;
              if (wanted.test(entry.event())) {
                found.add(entry);
              }
              reached = entry.id();
              if (found.size() == limit) {
                return new Page(List.copyOf(found), reached, hasMore(reached));
              }
            }
          }
          case JournalPort.Read.Lost _ -> {}
          case JournalPort.Read.AtEnd _ -> {
            return new Page(List.copyOf(found), reached, false);
          }
        }
      }
    }
    return new Page(List.copyOf(found), reached, true);
  }

  @Override
  public Page newest(int limit, Predicate<JournalEvent> wanted) {
    Deque<Entry> found = new ArrayDeque<>(limit);
    JournalId reached = JournalId.START;
    try (JournalPort.Reader reader = journal.readNewest(MAX_RECORDS)) {
      // Records that are appended meanwhile are not read.
      for (int looked = 0; looked < MAX_RECORDS; ) {
        switch (reader.next(RECORDS_A_READ, BYTES_A_READ)) {
          case JournalPort.Read.Records(var batch) -> {
            looked += batch.count();
            for (Entry entry : batch.entries()) {
              if (wanted.test(entry.event())) {
                if (found.size() == limit) {
                  found.removeFirst();
                }
                found.addLast(entry);
              }
            }
            reached = batch.last();
          }
          case JournalPort.Read.Lost _ -> {}
          case JournalPort.Read.AtEnd _ -> {
            return new Page(List.copyOf(found), reached, false);
          }
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
