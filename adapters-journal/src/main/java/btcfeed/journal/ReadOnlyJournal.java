package btcfeed.journal;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the records of a journal's directory, also while a service writes it. It takes no lock and
 * changes nothing.
 *
 * <p>It reads whole appends only, up to the last one that is complete when it gets there. Segments
 * that the service deletes meanwhile count as unreadable. It does not follow cuts: records that the
 * service removes meanwhile, because another leader continued the history, may be among those read.
 */
public final class ReadOnlyJournal {
  private static final int BATCH_BYTES = 256 * 1024;

  private final Path directory;
  private final Disk disk = new Disk();

  /** What gets the records. */
  public interface Visitor {
    void visit(Batch batch) throws IOException;
  }

  public ReadOnlyJournal(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads every record after {@code after}, in order.
   *
   * @return the number of places that could not be read
   * @throws IOException if there is no journal, or the visitor threw it
   */
  public long readAfter(JournalId after, Visitor visitor) throws IOException {
    List<Path> segments = segments();
    long unreadable = 0;
    try (FrameCursor cursor = new FrameCursor(disk)) {
      for (int i = 0; i < segments.size(); i++) {
        boolean last = i == segments.size() - 1;
        if (last || firstId(segments.get(i + 1)).isAfter(after)) {
          unreadable += read(segments.get(i), last, after, cursor, visitor);
        }
      }
    }
    return unreadable;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> Segment.firstId(it).isPresent()).sorted().toList();
    }
  }

  private static JournalId firstId(Path segment) {
    return Segment.firstId(segment).orElseThrow();
  }

  private static long read(
      Path segment, boolean last, JournalId after, FrameCursor cursor, Visitor visitor)
      throws IOException {
    long limit;
    try {
      limit = Files.size(segment);
      cursor.open(segment, SegmentHeader.BYTES);
    } catch (NoSuchFileException deleted) {
      return 1;
    }
    long damaged = 0;
    Collected records = new Collected();
    if (!firstId(segment).isAfter(after)) {
      long _ = cursor.skipThrough(after, limit);
    }
    while (cursor.nextReadable(limit)) {
      damaged += cursor.skipped() ? 1 : 0;
      records.add(cursor);
      if (records.isLargeAndWhole()) {
        records.handTo(visitor);
      }
    }
    records.handTo(visitor);
    // In the last segment the service may write an append just now.
    return damaged + (last || cursor.position() == limit ? 0 : 1);
  }

  /** Records in memory, of which those of whole appends are handed on. */
  private static final class Collected {
    private byte[] bytes = new byte[2 * BATCH_BYTES];
    private int size;
    private int count;
    private int fields;
    private JournalId first = JournalId.START;
    private int wholeSize;
    private int wholeCount;
    private int wholeFields;
    private JournalId wholeLast = JournalId.START;

    void add(FrameCursor cursor) {
      int length = cursor.length();
      if (bytes.length < size + length) {
        bytes = Arrays.copyOf(bytes, 2 * (size + length));
      }
      cursor.copyPayload(bytes, size);
      size += length;
      fields += RecordFormat.fields(cursor.kind());
      first = count++ == 0 ? cursor.id() : first;
      if (cursor.lastOfAppend()) {
        wholeSize = size;
        wholeCount = count;
        wholeFields = fields;
        wholeLast = cursor.id();
      }
    }

    boolean isLargeAndWhole() {
      return wholeSize >= BATCH_BYTES && wholeSize == size;
    }

    /** Without the records of an append that is not complete. */
    void handTo(Visitor visitor) throws IOException {
      if (wholeCount > 0) {
        visitor.visit(
            new Batch(Arrays.copyOf(bytes, wholeSize), wholeCount, wholeFields, first, wholeLast));
        clear();
      }
    }

    private void clear() {
      size = 0;
      count = 0;
      fields = 0;
      wholeSize = 0;
      wholeCount = 0;
      wholeFields = 0;
    }
  }
}
