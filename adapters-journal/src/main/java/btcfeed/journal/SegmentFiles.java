package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the segments of a directory, oldest first.
 *
 * <p>A damaged header costs no record. It is rebuilt from the file's name, its records and its
 * neighbours. A file without a valid record, or out of order, is moved aside; the last {@value
 * #KEPT_ASIDE} such files are kept.
 */
final class SegmentFiles {
  static final String TORN = ".torn";
  static final int KEPT_ASIDE = 4;

  private final Path directory;
  private final Disk disk;
  private final FrameCursor cursor;
  private final List<String> notes;
  private boolean lastSetAside;

  SegmentFiles(Path directory, Disk disk, FrameCursor cursor, List<String> notes) {
    this.directory = directory;
    this.disk = disk;
    this.cursor = cursor;
    this.notes = notes;
  }

  private record Found(Path path, long length, Optional<SegmentHeader> header) {}

  List<Segment> segments() throws IOException {
    List<Found> files = new ArrayList<>();
    for (Path path : files(Segment.SUFFIX)) {
      files.add(new Found(path, Files.size(path), header(path)));
    }
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Found file = files.get(i);
      Optional<SegmentHeader> header = file.header();
      if (header.isEmpty()) {
        Optional<SegmentHeader> next =
            i + 1 < files.size() ? files.get(i + 1).header() : Optional.empty();
        header = repaired(file, segments, next);
      }
      lastSetAside = false;
      if (header.isEmpty()) {
        setAside(file.path(), "has no valid header");
        lastSetAside = file.length() > SegmentHeader.BYTES;
      } else if (follows(segments, header.get())) {
        segments.add(new Segment(file.path(), header.get(), file.length(), Segment.UNCOUNTED));
      } else {
        setAside(file.path(), "does not follow the segment before it");
      }
    }
    return segments;
  }

  /** True if the newest file was moved aside and was not empty. */
  boolean lastSetAside() {
    return lastSetAside;
  }

  void setAside(Path path, String why) throws IOException {
    Path aside = directory.resolve(path.getFileName() + TORN);
    notes.add("%s %s; moved to %s".formatted(path.getFileName(), why, aside.getFileName()));
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  void discardOldRemains() throws IOException {
    List<Path> remains = files(TORN);
    for (Path path : remains.subList(0, Math.max(0, remains.size() - KEPT_ASIDE))) {
      disk.delete(path);
    }
    for (Path draft : files(SegmentRewrite.DRAFT)) {
      disk.delete(draft);
    }
  }

  private static boolean follows(List<Segment> segments, SegmentHeader header) {
    return segments.isEmpty()
        || (header.base() >= segments.getLast().base()
            && header.first().isAfter(segments.getLast().first()));
  }

  /** The header of a file; empty if it is damaged. */
  private Optional<SegmentHeader> header(Path path) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
    try (JournalFile file = disk.forReading(path)) {
      int read = file.read(head, 0);
      head.limit(Math.max(read, 0));
    }
    return switch (SegmentHeader.parse(head)) {
      case SegmentHeader.Parsed.Header(SegmentHeader header) -> Optional.of(header);
      case SegmentHeader.Parsed.OtherVersion(int version) ->
          throw new IOException(
              path
                  + " has format version "
                  + version
                  + ", this program knows "
                  + SegmentHeader.VERSION
                  + "; use the version that wrote it, or another data directory");
      case SegmentHeader.Parsed.Damaged() -> Optional.empty();
    };
  }

  /** The rebuilt header of a file; empty if the file has no record. */
  private Optional<SegmentHeader> repaired(
      Found file, List<Segment> before, Optional<SegmentHeader> next) throws IOException {
    Optional<JournalId> first = Segment.firstId(file.path());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    SegmentScan scan = scan(file, new SegmentHeader(0, first.get().previous(), first.get()));
    if (scan.records() == 0) {
      return Optional.empty();
    }
    long base;
    JournalId previous;
    if (before.isEmpty()) {
      base = next.map(follower -> follower.base() - scan.allRecords()).orElse(0L);
      previous = base <= 0 ? JournalId.START : first.get().previous();
    } else {
      SegmentScan neighbour = SegmentScan.of(before.getLast(), cursor);
      base = before.getLast().base() + neighbour.allRecords();
      previous = neighbour.last();
    }
    SegmentHeader header = new SegmentHeader(Math.max(0, base), previous, first.get());
    write(file, header);
    return Optional.of(header);
  }

  private SegmentScan scan(Found file, SegmentHeader assumed) throws IOException {
    return SegmentScan.of(
        new Segment(file.path(), assumed, file.length(), Segment.UNCOUNTED), cursor);
  }

  private void write(Found damaged, SegmentHeader header) {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
    header.write(bytes);
    String done = "it was written again";
    try (JournalFile file = disk.forWriting(damaged.path())) {
      file.write(bytes, 0);
      file.force();
    } catch (IOException failed) {
      done = "it cannot be written again: " + Disk.why(failed);
    }
    notes.add(
        "%s has a damaged header; its records are kept, %s"
            .formatted(damaged.path().getFileName(), done));
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    } catch (UncheckedIOException failed) {
      throw new IOException("cannot list " + directory, failed);
    }
  }
}
