package btcfeed.journal;

import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a directory's segments and removes what a crash left unfinished.
 *
 * <p>It scans the segments that a recovery needs. A torn tail is cut off and kept in a file beside
 * it. Damage before a complete append costs only the records it hit: the file stays, and the range
 * becomes one of {@link Found#lost}. An empty last segment is removed. Older segments are not
 * scanned; their readers report missing records.
 *
 * <p>The notes record every change.
 */
final class JournalRecovery {
  private final Path directory;
  private final Disk disk;
  private final FrameCursor cursor;
  private final SegmentFiles files;
  private final List<String> notes;
  private final List<LostRange> lost = new ArrayList<>();
  private boolean damagedTail;

  private JournalRecovery(Path directory, Disk disk, FrameCursor cursor, List<String> notes) {
    this.directory = directory;
    this.disk = disk;
    this.cursor = cursor;
    this.notes = notes;
    this.files = new SegmentFiles(directory, disk, cursor, notes);
  }

  /**
   * The contents of a directory.
   *
   * @param lost where records are missing
   */
  record Found(Layout layout, List<LostRange> lost) {}

  /** Reads a directory. Adds to {@code notes} what an operator should know. */
  static Found load(Path directory, Disk disk, List<String> notes) throws IOException {
    try (FrameCursor cursor = new FrameCursor(disk)) {
      return new JournalRecovery(directory, disk, cursor, notes).load();
    }
  }

  private Found load() throws IOException {
    List<Segment> segments = files.segments();
    damagedTail = files.lastSetAside();
    Layout layout = Layout.EMPTY;
    while (!segments.isEmpty() && layout.isEmpty()) {
      layout = endingWith(segments);
      if (layout.isEmpty()) {
        removeEmpty(segments.removeLast());
      }
    }
    files.discardOldRemains();
    layout = readBack(layout);
    if (damagedTail) {
      lost.add(new LostRange(layout.newest(), LostRange.END));
    }
    return new Found(layout, List.copyOf(lost));
  }

  /** The layout if the last segment has records, else the empty one. */
  private Layout endingWith(List<Segment> segments) throws IOException {
    Segment last = segments.getLast();
    SegmentScan scan = SegmentScan.of(last, cursor);
    damagedTail |= scan.damagedTail();
    if (scan.records() == 0) {
      return Layout.EMPTY;
    }
    note(last, scan.lost());
    if (scan.position() < last.length()) {
      cut(last, scan);
    }
    return new Layout(
        List.copyOf(segments),
        scan.position(),
        scan.ticks(),
        last.base() + scan.records(),
        scan.newest(),
        scan.checkpoints() ? last.base() : Layout.NONE,
        Cuts.NONE);
  }

  /** Scans backwards until it finds checkpoints; usually the last segment has them. */
  private Layout readBack(Layout found) throws IOException {
    Layout layout = found;
    for (int i = layout.segments().size() - 2; i >= 0; i--) {
      if (layout.checkpointBase() != Layout.NONE) {
        return layout;
      }
      Segment segment = layout.segments().get(i);
      Segment next = layout.segments().get(i + 1);
      SegmentScan scan = SegmentScan.of(segment, cursor);
      List<LostRange> ranges = new ArrayList<>(scan.lost());
      boolean fewer = scan.allRecords() < next.base() - segment.base();
      if (fewer && (ranges.isEmpty() || scan.position() < segment.length())) {
        ranges.add(new LostRange(scan.last(), next.first()));
      }
      note(segment, ranges);
      layout = layout.counted(segment, scan.allTicks());
      if (scan.checkpoints()) {
        layout = layout.checkpointsIn(segment.base());
      }
    }
    return layout;
  }

  private void note(Segment segment, List<LostRange> ranges) {
    if (!ranges.isEmpty()) {
      lost.addAll(0, ranges);
      notes.add(
          "%s is damaged in %d %s, the first after record %s; all readable records are kept"
              .formatted(
                  segment.path().getFileName(),
                  ranges.size(),
                  ranges.size() == 1 ? "place" : "places",
                  ranges.getFirst().after()));
    }
  }

  private void cut(Segment segment, SegmentScan scan) throws IOException {
    Path name = segment.path().getFileName();
    Path aside = directory.resolve(name + "." + scan.position() + SegmentFiles.TORN);
    String kept = keep(segment, scan.position(), aside);
    try (JournalFile file = disk.forWriting(segment.path())) {
      file.truncate(scan.position());
      file.force();
    }
    notes.add(
        "%s ended with %d bytes of an incomplete append; cut after record %s, %s"
            .formatted(name, segment.length() - scan.position(), scan.newest(), kept));
  }

  /** Copies the tail. A full disk must not prevent opening; then the tail is not kept. */
  private static String keep(Segment segment, long position, Path aside) {
    try (FileChannel from = FileChannel.open(segment.path(), StandardOpenOption.READ);
        FileChannel to = OwnerOnly.create(aside)) {
      long at = position;
      while (at < segment.length()) {
        at += from.transferTo(at, segment.length() - at, to);
      }
      return "kept in " + aside.getFileName();
    } catch (IOException failed) {
      return "not kept: " + Disk.why(failed);
    }
  }

  private void removeEmpty(Segment segment) throws IOException {
    if (segment.length() > SegmentHeader.BYTES) {
      files.setAside(segment.path(), "holds no complete append");
    } else {
      disk.delete(segment.path());
    }
  }
}
