package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Replaces the file of a segment, in one step, by one that has restored records in their places and
 * no damaged bytes. Used before the first append.
 */
final class SegmentRewrite {
  static final String DRAFT = ".draft";

  private final Disk disk;
  private final AppendBuffer encoder = new AppendBuffer();
  private final ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + RecordFormat.MAX_BYTES);
  private long written;
  private long records;
  private long ticks;

  SegmentRewrite(Disk disk) {
    this.disk = disk;
  }

  record Rewritten(long length, long records, long ticks) {}

  /**
   * Rewrites a segment.
   *
   * @param end end of its readable bytes
   * @param restored records to add, in order; the segment has none of them
   */
  Rewritten rewrite(Segment segment, long end, List<Entry> restored) throws IOException {
    Path draft = segment.path().resolveSibling(segment.path().getFileName() + DRAFT);
    try (FrameCursor cursor = new FrameCursor(disk);
        JournalFile file = disk.create(draft)) {
      ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
      segment.header().write(header);
      write(header, file);
      cursor.open(segment.path(), SegmentHeader.BYTES);
      int next = 0;
      while (cursor.next(end)) {
        int from = next;
        while (next < restored.size() && cursor.id().isAfter(restored.get(next).id())) {
          next++;
        }
        put(restored.subList(from, next), file);
        cursor.copyFrame(frame.clear());
        write(frame.flip(), file);
        records++;
        ticks += RecordFormat.isTick(cursor.kind()) ? 1 : 0;
      }
      put(restored.subList(next, restored.size()), file);
      file.force();
    }
    Files.move(draft, segment.path(), StandardCopyOption.ATOMIC_MOVE);
    return new Rewritten(written, records, ticks);
  }

  private void put(List<Entry> restored, JournalFile file) throws IOException {
    if (!restored.isEmpty()) {
      encoder.encode(restored, JournalId.START);
      write(encoder.frames(), file);
      records += restored.size();
      ticks += encoder.ticks();
    }
  }

  private void write(ByteBuffer bytes, JournalFile file) throws IOException {
    int length = bytes.remaining();
    file.write(bytes, written);
    written += length;
  }
}
