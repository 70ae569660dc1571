package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Removes the newest records of a journal. The appending thread only.
 *
 * <p>It first publishes the shorter layout and then changes the files. A reader therefore notices
 * the new layout before it can miss a byte. If the disk fails, the layout stays short, and {@link
 * #finish} continues later.
 *
 * <p>Files go newest first, each durably, and the segment that holds the cut is shortened at last.
 * A crash between leaves the beginning of the old journal, never less than the cut asked for.
 *
 * <p>A cut within an append replaces the segment by a copy in which the last record ends the
 * append. This needs space for one segment.
 */
final class JournalCut {
  private static final int COPY_BYTES = 256 * 1024;

  private final Path directory;
  private final Disk disk;
  private final LayoutRef layout;
  private final Deque<Path> leftover = new ArrayDeque<>();
  private Optional<Shortening> shortening = Optional.empty();

  JournalCut(Path directory, Disk disk, LayoutRef layout) {
    this.directory = directory;
    this.disk = disk;
    this.layout = layout;
  }

  /**
   * The last segment after the cut.
   *
   * @param end where its last record ends
   * @param lastFrame where that record begins
   */
  private record End(int index, long end, long lastFrame) {}

  private record Shortening(Path path, End at, boolean withinAppend) {}

  /** Publishes the layout without the records after {@code id}; no file changes yet. */
  void publish(JournalId id) throws IOException {
    Layout now = layout.get();
    try (FrameCursor cursor = new FrameCursor(disk)) {
      Optional<End> found = end(now, id, cursor);
      if (found.isPresent()) {
        publish(now, found.get(), cursor);
      } else {
        layout.update(Layout::cleared);
      }
    }
    int kept = layout.get().segments().size();
    now.segments().stream().skip(kept).map(Segment::path).forEach(leftover::add);
  }

  private void publish(Layout now, End at, FrameCursor cursor) throws IOException {
    Segment last = now.segments().get(at.index()).sealedAt(at.end(), Segment.UNCOUNTED);
    SegmentScan kept = SegmentScan.of(last, cursor);
    long checkpoints = checkpointBase(now, at.index(), kept, cursor);
    layout.update(before -> before.cut(at.index(), at.end(), kept, checkpoints));
    boolean withinAppend = kept.position() < at.end();
    if (withinAppend || at.end() < now.endPosition(at.index())) {
      shortening = Optional.of(new Shortening(last.path(), at, withinAppend));
    }
  }

  /** Where the last readable record up to {@code id} ends; empty if there is none. */
  private static Optional<End> end(Layout now, JournalId id, FrameCursor cursor)
      throws IOException {
    for (int index = now.indexOf(id); index >= 0; index--) {
      long end = SegmentHeader.BYTES;
      long lastFrame = end;
      cursor.open(now.segments().get(index).path(), end);
      while (cursor.next(now.endPosition(index)) && cursor.compareTo(id) <= 0) {
        end = cursor.position();
        lastFrame = end - cursor.frameLength();
      }
      if (end > SegmentHeader.BYTES) {
        return Optional.of(new End(index, end, lastFrame));
      }
    }
    return Optional.empty();
  }

  private static long checkpointBase(Layout now, int last, SegmentScan kept, FrameCursor cursor)
      throws IOException {
    if (now.checkpointBase() < now.segments().get(last).base()) {
      return now.checkpointBase();
    }
    boolean found = kept.checkpoints();
    int index = last;
    while (!found && index > 0) {
      index--;
      found = SegmentScan.of(now.segments().get(index), cursor).checkpoints();
    }
    return found ? now.segments().get(index).base() : Layout.NONE;
  }

  /** Changes the files as published, durably. Does nothing if that is done. */
  void finish() throws IOException {
    while (!leftover.isEmpty()) {
      disk.delete(leftover.getLast());
      disk.forceDirectory(directory);
      leftover.removeLast();
    }
    if (shortening.isPresent()) {
      shorten(shortening.get());
      shortening = Optional.empty();
    }
  }

  private void shorten(Shortening last) throws IOException {
    if (last.withinAppend()) {
      Path draft = last.path().resolveSibling(last.path().getFileName() + SegmentRewrite.DRAFT);
      try (JournalFile from = disk.forReading(last.path());
          JournalFile to = disk.create(draft)) {
        copy(from, to, last.at());
        to.force();
      }
      Files.move(draft, last.path(), StandardCopyOption.ATOMIC_MOVE);
      disk.forceDirectory(directory);
    } else {
      try (JournalFile file = disk.forWriting(last.path())) {
        file.truncate(last.at().end());
        file.force();
      }
    }
  }

  /** Copies up to the end; there the last record ends its append. */
  private static void copy(JournalFile from, JournalFile to, End at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
    for (long done = 0; done < at.lastFrame(); ) {
      long left = at.lastFrame() - done;
      read(from, bytes.clear().limit((int) Math.min(COPY_BYTES, left)), done);
      done += bytes.flip().remaining();
      to.write(bytes, done - bytes.remaining());
    }
    read(from, bytes.clear().limit((int) (at.end() - at.lastFrame())), at.lastFrame());
    Frame.endCutAppend(bytes.flip());
    to.write(bytes, at.lastFrame());
  }

  private static void read(JournalFile from, ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (from.read(into, position + into.position()) < 0) {
        throw new IOException(from.path() + " is shorter than what was written to it");
      }
    }
  }
}
