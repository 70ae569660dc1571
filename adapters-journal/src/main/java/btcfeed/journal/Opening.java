package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds out what a directory holds and clears away what a crash left unfinished.
 *
 * <p>Only the last segment is read. Its first bad record (cut short, wrong checksum, id that does
 * not grow) ends the journal, and so does an append that was not completed: the file is truncated
 * there, and what is cut is kept beside it, {@value #KEPT_ASIDE} such files at most. A last segment
 * that turns out to hold nothing is removed and the one before looked at in its place. Older
 * segments are left as they are: damage there must not cost what came after it, and whoever reads
 * them is told how many records they fail to deliver.
 *
 * <p>Every change is told in the notes.
 */
final class Opening {
  static final String TORN = ".torn";
  static final int KEPT_ASIDE = 4;

  private final Path directory;
  private final Disk disk;
  private final FrameCursor cursor;
  private final List<String> notes;

  private Opening(Path directory, Disk disk, FrameCursor cursor, List<String> notes) {
    this.directory = directory;
    this.disk = disk;
    this.cursor = cursor;
    this.notes = notes;
  }

  /** What is held. Adds to {@code notes} what a person should know. */
  static Layout load(Path directory, Disk disk, List<String> notes) throws IOException {
    try (FrameCursor cursor = new FrameCursor(disk)) {
      return new Opening(directory, disk, cursor, notes).load();
    }
  }

  private Layout load() throws IOException {
    List<Segment> segments = segments();
    Layout layout = Layout.EMPTY;
    while (!segments.isEmpty() && layout.isEmpty()) {
      layout = endingWith(segments);
      if (layout.isEmpty()) {
        removeEmpty(segments.removeLast());
      }
    }
    discardOldRemains();
    return layout.isEmpty() || layout.markedBase() != Layout.UNMARKED ? layout : marked(layout);
  }

  private List<Segment> segments() throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (Path path : files(Segment.SUFFIX)) {
      ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
      try (JournalFile file = disk.forReading(path)) {
        int read = file.read(head, 0);
        head.limit(Math.max(read, 0));
      }
      switch (SegmentHeader.parse(head)) {
        case SegmentHeader.Parsed.Header(SegmentHeader header) -> {
          boolean follows =
              segments.isEmpty()
                  || (header.base() >= segments.getLast().base()
                      && header.first().isAfter(segments.getLast().first()));
          if (follows) {
            segments.add(new Segment(path, header, Files.size(path)));
          } else {
            setAside(path, "does not follow the segment before it");
          }
        }
        case SegmentHeader.Parsed.OtherVersion(int version) ->
            throw new IOException(
                path
                    + " has format version "
                    + version
                    + ", this program knows "
                    + SegmentHeader.VERSION
                    + "; use the version that wrote it, or another data directory");
        case SegmentHeader.Parsed.Damaged() -> setAside(path, "has no valid header");
      }
    }
    return segments;
  }

  /** The layout if the last of these holds anything, else the empty one. */
  private Layout endingWith(List<Segment> segments) throws IOException {
    Segment last = segments.getLast();
    long position = SegmentHeader.BYTES;
    long pending = 0;
    long records = 0;
    JournalId newest = JournalId.START;
    boolean marks = false;
    boolean marked = false;
    cursor.open(last.path(), position);
    while (cursor.next(last.length())) {
      pending++;
      marks |= cursor.kind() == 'm';
      if (cursor.lastOfAppend()) {
        position = cursor.position();
        records += pending;
        pending = 0;
        marked = marks;
        newest = cursor.id();
      }
    }
    if (records == 0) {
      return Layout.EMPTY;
    }
    if (position < last.length()) {
      cut(last, position, newest);
    }
    long sealed = segments.stream().mapToLong(Segment::length).sum() - last.length();
    return new Layout(
        List.copyOf(segments),
        position,
        last.base() + records,
        newest,
        marked ? last.base() : Layout.UNMARKED,
        sealed);
  }

  /** Looks backwards for marks: as a rule they are near the head of the segment before. */
  private Layout marked(Layout layout) throws IOException {
    for (int i = layout.segments().size() - 2; i >= 0; i--) {
      Segment segment = layout.segments().get(i);
      cursor.open(segment.path(), SegmentHeader.BYTES);
      boolean marks = false;
      while (cursor.next(segment.length())) {
        marks |= cursor.kind() == 'm';
        if (marks && cursor.lastOfAppend()) {
          return layout.markedFrom(segment.base());
        }
      }
    }
    return layout;
  }

  private void cut(Segment segment, long position, JournalId newest) throws IOException {
    Path name = segment.path().getFileName();
    Path aside = directory.resolve(name + "." + position + TORN);
    String kept = keep(segment, position, aside);
    try (JournalFile file = disk.forWriting(segment.path())) {
      file.truncate(position);
      file.force();
    }
    notes.add(
        "%s ended with %d bytes that are no whole append; cut after record %s, %s"
            .formatted(name, segment.length() - position, newest, kept));
  }

  /** A full disk must not keep the journal from opening: then the remains are not kept. */
  private static String keep(Segment segment, long position, Path aside) {
    try (FileChannel from = FileChannel.open(segment.path(), StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                aside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
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
      setAside(segment.path(), "holds no whole append");
    } else {
      disk.delete(segment.path());
    }
  }

  private void setAside(Path path, String why) throws IOException {
    Path aside = directory.resolve(path.getFileName() + TORN);
    notes.add("%s %s; moved to %s".formatted(path.getFileName(), why, aside.getFileName()));
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  private void discardOldRemains() throws IOException {
    List<Path> remains = files(TORN);
    for (Path path : remains.subList(0, Math.max(0, remains.size() - KEPT_ASIDE))) {
      disk.delete(path);
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    } catch (UncheckedIOException failed) {
      throw new IOException("cannot list " + directory, failed);
    }
  }
}
