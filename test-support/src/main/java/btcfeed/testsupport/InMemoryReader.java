package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.util.ArrayList;
import java.util.List;

/** A position in an {@link InMemoryJournal}. One thread. */
final class InMemoryReader implements Reader {
  private long ordinal;
  private final InMemoryJournal journal;
  private int cutsSeen;

  InMemoryReader(InMemoryJournal journal, long ordinal) {
    this.journal = journal;
    this.ordinal = ordinal;
    this.cutsSeen = journal.cuts.size();
  }

  private void goBack() {
    while (cutsSeen < journal.cuts.size()) {
      ordinal = Math.min(ordinal, journal.cuts.get(cutsSeen++));
    }
  }

  @Override
  public Read next(int maxRecords, int maxBytes) {
    synchronized (journal) {
      goBack();
      if (ordinal < journal.oldestOrdinal()) {
        long lost = journal.oldestOrdinal() - ordinal;
        ordinal = journal.oldestOrdinal();
        return new Read.Lost(lost);
      }
      List<Entry> run = new ArrayList<>();
      int size = 0;
      for (InMemorySegment segment : journal.segments) {
        while (ordinal < segment.end() && run.size() < maxRecords && size < maxBytes) {
          int place = (int) (ordinal++ - segment.base);
          run.add(segment.entries.get(place));
          size += segment.sizes.get(place);
        }
      }
      return run.isEmpty() ? new Read.AtEnd() : new Read.Records(Batch.of(run));
    }
  }

  @Override
  public long remaining() {
    synchronized (journal) {
      goBack();
      return journal.endOrdinal - Math.max(ordinal, journal.oldestOrdinal());
    }
  }

  @Override
  public void close() {}
}
