package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Losses;
import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Restores records that were missing when the journal was opened. It rewrites the segments with
 * lost ranges. One thread; any thread reads the counts.
 */
final class RecordRestore {
  private static final int APPEND_RECORDS = 1000;

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

  /**
   * Appends the entries that are newer than all records; then no range is lost any more.
   *
   * @return the first refusal, or {@code Done}: true if checkpoints are due
   */
  Appended append(List<Entry> entries, Function<List<Entry>, Appended> append) {
    JournalId newest = layout.get().newest();
    List<Entry> later = entries.stream().filter(entry -> entry.id().isAfter(newest)).toList();
    boolean checkpointsDue = false;
    for (int at = 0; at < later.size(); at += APPEND_RECORDS) {
      List<Entry> some = later.subList(at, Math.min(later.size(), at + APPEND_RECORDS));
      Appended appended = append.apply(some);
      if (!(appended instanceof Appended.Done(boolean newSegment))) {
        return appended;
      }
      restored.addAndGet(some.size());
      checkpointsDue |= newSegment;
    }
    lost = List.of();
    return new Appended.Done(checkpointsDue);
  }

  Losses losses(long segmentsForRoom) {
    return new Losses(segmentsForRoom, damagedPlaces, restored.get(), !lost.isEmpty());
  }

  /** Notes that the journal ends at {@code id} now. */
  void cutAfter(JournalId id) {
    lost =
        lost.stream()
            .filter(range -> id.isAfter(range.after()))
            .map(range -> new LostRange(range.after(), earlier(range.before(), id.next(0))))
            .toList();
  }

  private static JournalId earlier(JournalId a, JournalId b) {
    return a.isAfter(b) ? b : a;
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
