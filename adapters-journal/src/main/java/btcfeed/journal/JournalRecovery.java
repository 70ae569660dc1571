package btcfeed.journal;

import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what a directory holds and clears away what a crash left unfinished.
 *
 * <p>The segments that a recovery reads are read to their end. A torn tail, with no whole append
 * behind it, is cut off and kept beside the file. Damage with whole appends behind it costs the
 * records it hit and nothing else: the file stays as it is, and the place is one of {@link
 * Found#lost}. A last segment that holds nothing is removed and the one before looked at in its
 * place. Older segments are not read: whoever reads them is told how many records they fail to
 * deliver.
 *
 * <p>Every change is told in the notes.
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
   * What was found.
   *
   * @param lost where records are missing
   */
  record Found(Layout layout, List<LostRange> lost) {}

  /** What is held. Adds to {@code notes} what a person should know. */
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

  /** The layout if the last of these holds anything, else the empty one. */
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
    long sealed = segments.stream().mapToLong(Segment::length).sum() - last.length();
    return new Layout(
        List.copyOf(segments),
        scan.position(),
        scan.ticks(),
        last.base() + scan.records(),
        scan.newest(),
        scan.marked() ? last.base() : Layout.UNMARKED,
        sealed);
  }

  /** Reads on backwards until marks are found: as a rule they are in the last segment. */
  private Layout readBack(Layout found) throws IOException {
    Layout layout = found;
    for (int i = layout.segments().size() - 2; i >= 0; i--) {
      if (layout.markedBase() != Layout.UNMARKED) {
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
      if (scan.marked()) {
        layout = layout.markedFrom(segment.base());
      }
    }
    return layout;
  }

  private void note(Segment segment, List<LostRange> ranges) {
    if (!ranges.isEmpty()) {
      lost.addAll(0, ranges);
      notes.add(
          "%s is damaged in %d %s, the first behind record %s; all that can be read is kept"
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
        "%s ended with %d bytes that are no whole append; cut after record %s, %s"
            .formatted(name, segment.length() - scan.position(), scan.newest(), kept));
  }

  /** A full disk must not keep the journal from opening: then the remains are not kept. */
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
      files.setAside(segment.path(), "holds no whole append");
    } else {
      disk.delete(segment.path());
    }
  }
}
