package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/** A segment of the {@link InMemoryJournal}. */
final class InMemorySegment {
  final long base;
  final List<Entry> entries = new ArrayList<>();
  final List<Integer> sizes = new ArrayList<>();
  long bytes;
  long ticks;

  /** Sizes of the segment after each append with checkpoints. */
  final List<Integer> checkpoints = new ArrayList<>();

  InMemorySegment(long base) {
    this.base = base;
  }

  void add(List<Entry> more, boolean hasCheckpoints) {
    for (Entry entry : more) {
      int size = size(entry);
      entries.add(entry);
      sizes.add(size);
      bytes += size;
      ticks += entry.event() instanceof JournalEvent.Ticked ? 1 : 0;
    }
    if (hasCheckpoints) {
      checkpoints.add(entries.size());
    }
  }

  boolean hasCheckpoints() {
    return !checkpoints.isEmpty();
  }

  boolean isAfter(JournalId id) {
    return entries.getFirst().id().isAfter(id);
  }

  void cutAfter(JournalId id) {
    while (entries.getLast().id().isAfter(id)) {
      boolean tick = entries.removeLast().event() instanceof JournalEvent.Ticked;
      bytes -= sizes.removeLast();
      ticks -= tick ? 1 : 0;
    }
    checkpoints.removeIf(size -> size > entries.size());
  }

  long end() {
    return base + entries.size();
  }

  /** Bytes of a record. */
  static int size(Entry entry) {
    return Batch.of(List.of(entry)).sizeBytes();
  }
}
