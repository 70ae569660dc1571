package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Losses;
import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Restores records that were missing when the journal was opened. It rewrites the segments with
 * lost ranges. One thread; any thread reads the counts.
 */
final class RecordRestore {
  private final int damagedPlaces;
  private final LayoutRef layout;
  private final Disk disk;
  private volatile List<LostRange> lost;
  private final AtomicLong restored = new AtomicLong();

  RecordRestore(List<LostRange> lost, LayoutRef layout, Disk disk) {
    this.lost = lost;
    this.damagedPlaces = lost.size();
    this.layout = layout;
    this.disk = disk;
  }

  List<LostRange> lost() {
    return lost;
  }

  void appended(int records) {
    restored.addAndGet(records);
  }

  /** Notes that the stores were asked for all lost ranges. */
  void done() {
    lost = List.of();
  }

  Losses losses(long segmentsForRoom) {
    return new Losses(segmentsForRoom, damagedPlaces, restored.get(), !lost.isEmpty());
  }

  /** Restores the entries that lie in a lost range before the newest record. */
  void putBack(List<Entry> entries) throws IOException {
    List<Entry> fitting = new ArrayList<>();
    for (Entry entry : entries) {
      boolean inside = entry.id().compareTo(layout.get().newest()) < 0;
      if (inside && lost.stream().anyMatch(range -> range.contains(entry.id()))) {
        fitting.add(entry);
      }
    }
    Layout now = layout.get();
    for (int i = 0; i < now.segments().size(); i++) {
      JournalId last = now.lastId(i);
      int index = i;
      List<Entry> here =
          fitting.stream()
              .filter(entry -> now.indexOf(entry.id()) == index && !entry.id().isAfter(last))
              .toList();
      if (!here.isEmpty()) {
        rewrite(i, here);
      }
    }
  }

  private void rewrite(int index, List<Entry> restoredHere) throws IOException {
    Layout now = layout.get();
    Segment segment = now.segments().get(index);
    boolean isLast = index == now.segments().size() - 1;
    List<Entry> fit = restoredHere;
    if (!isLast) {
      // A segment may not hold more records than the next one's header states.
      long held;
      try (FrameCursor cursor = new FrameCursor(disk)) {
        held = SegmentScan.of(segment, cursor).allRecords();
      }
      long room = Math.max(0, now.endOrdinal(index) - segment.base() - held);
      fit = fit.subList(0, (int) Math.min(room, fit.size()));
    }
    if (!fit.isEmpty()) {
      var written = new SegmentRewrite(disk).rewrite(segment, now.endPosition(index), fit);
      layout.update(
          at -> at.rewritten(index, written.length(), written.records(), written.ticks()));
      restored.addAndGet(fit.size());
    }
  }
}
