package btcfeed.journal;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.port.JournalPort;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * Reads the journal forward from one position, through all segments. It copies payloads and decodes
 * nothing.
 *
 * <p>The reader skips damaged records. At the end of a segment it reports exactly how many records
 * were missing, and then continues with the next one. A missing file counts as lost too. A file
 * that cannot be opened now (too many open files) is not lost: the reader returns {@code AtEnd}
 * while {@link #remaining} is not zero, and tries again with the next call.
 *
 * <p>A reader that was past a cut goes back to it, and then reads what was appended since.
 */
final class JournalReader implements JournalPort.Reader {
  private static final JournalPort.Read AT_END = new JournalPort.Read.AtEnd();
  private static final long NOWHERE = -1;

  private final LayoutRef layout;
  private final FrameCursor cursor;
  private JournalId after;
  private boolean placed;
  private long ordinal;
  private long cursorBase = NOWHERE;
  private long cutsSeen;
  private byte[] scratch = new byte[0];

  private JournalReader(JournalId after, Layout now, LayoutRef layout, Disk disk) {
    this.layout = layout;
    this.after = after;
    cutsSeen = now.cuts().made();
    cursor = new FrameCursor(disk);
  }

  static JournalReader after(JournalId id, LayoutRef layout, Disk disk) {
    Layout now = layout.get();
    JournalReader reader = new JournalReader(id, now, layout, disk);
    try {
      reader.place(now);
    } catch (IOException later) {
      reader.placed = false;
    }
    return reader;
  }

  /** Begins at an ordinal of the layout {@code now}. */
  static JournalReader at(long ordinal, Layout now, LayoutRef layout, Disk disk) {
    JournalReader reader = new JournalReader(JournalId.START, now, layout, disk);
    reader.ordinal = ordinal;
    reader.placed = true;
    return reader;
  }

  /** True if exactly this record is readable. */
  static boolean finds(JournalId id, Layout now, Disk disk) {
    int index = now.indexOf(id);
    if (index < 0 || id.isAfter(now.lastId(index))) {
      return false;
    }
    try (FrameCursor cursor = new FrameCursor(disk)) {
      cursor.open(now.segments().get(index).path(), SegmentHeader.BYTES);
      boolean before = true;
      while (before && cursor.nextReadable(now.endPosition(index))) {
        before = cursor.compareTo(id) < 0;
      }
      return cursor.compareTo(id) == 0;
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public JournalPort.Read next(int maxRecords, int maxBytes) {
    if (maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("ask for at least one record and one byte");
    }
    while (true) {
      Layout now = layout.get();
      followCuts(now.cuts());
      boolean wasPlaced = placed;
      long from = ordinal;
      JournalPort.Read read = read(now, maxRecords, maxBytes);
      if (layout.get().cuts().made() == cutsSeen) {
        return read;
      }
      // A cut is published before files change, so only now the files may have been others.
      placed = wasPlaced;
      ordinal = from;
    }
  }

  private JournalPort.Read read(Layout now, int maxRecords, int maxBytes) {
    try {
      if (!placed) {
        place(now);
      }
      if (ordinal < now.oldestOrdinal()) {
        return lose(now.oldestOrdinal());
      }
      if (ordinal == now.endOrdinal()) {
        return AT_END;
      }
      int index = now.indexOf(ordinal);
      openSegment(now.segments().get(index), now.endPosition(index));
      return collect(now, index, maxRecords, maxBytes);
    } catch (NoSuchFileException gone) {
      if (!placed) {
        // The place within the missing segment is unknown, so its first record is assumed.
        ordinal = now.segments().get(now.indexOf(after)).base();
        placed = true;
      }
      return missing(now);
    } catch (IOException notNow) {
      return AT_END;
    }
  }

  @Override
  public long remaining() {
    Layout now = layout.get();
    followCuts(now.cuts());
    long from = placed ? ordinal : now.oldestOrdinal();
    return now.endOrdinal() - Math.max(from, now.oldestOrdinal());
  }

  @Override
  public void close() {
    cursorBase = NOWHERE;
    try {
      cursor.close();
    } catch (IOException ignored) {
      // Closing a file that was only read can lose nothing.
    }
  }

  /** Goes back to the lowest cut that was made meanwhile. */
  private void followCuts(Cuts cuts) {
    if (cuts.made() != cutsSeen) {
      Cuts.Cut cut = cuts.lowestAfter(cutsSeen);
      ordinal = Math.min(ordinal, cut.ordinal());
      after = after.isAfter(cut.newest()) ? cut.newest() : after;
      cutsSeen = cuts.made();
      cursorBase = NOWHERE;
    }
  }

  private void place(Layout now) throws IOException {
    int index = now.indexOf(after);
    if (index < 0) {
      ordinal = now.oldestOrdinal();
    } else if (now.lastId(index).isAfter(after)) {
      Segment segment = now.segments().get(index);
      cursor.open(segment.path(), SegmentHeader.BYTES);
      ordinal = segment.base() + cursor.skipThrough(after, now.endPosition(index));
      cursorBase = segment.base();
    } else {
      ordinal = now.endOrdinal(index);
      if (index == now.segments().size() - 1) {
        cursor.open(now.last().path(), now.tail());
        cursorBase = now.last().base();
      }
    }
    placed = true;
  }

  private void openSegment(Segment segment, long limit) throws IOException {
    if (cursorBase != segment.base()) {
      cursorBase = NOWHERE;
      cursor.open(segment.path(), SegmentHeader.BYTES);
      cursor.skip(ordinal - segment.base(), limit);
      cursorBase = segment.base();
    }
  }

  private JournalPort.Read collect(Layout now, int index, int maxRecords, int maxBytes) {
    long limit = now.endPosition(index);
    long end = now.endOrdinal(index);
    long most = Math.min(maxRecords, end - ordinal);
    int count = 0;
    int size = 0;
    int fields = 0;
    JournalId first = JournalId.START;
    while (count < most && size < maxBytes && cursor.nextReadable(limit)) {
      int length = cursor.length();
      if (scratch.length < size + length) {
        scratch = Arrays.copyOf(scratch, Math.max(2 * scratch.length, 2 * (size + length)));
      }
      cursor.copyPayload(scratch, size);
      fields += RecordFormat.fields(cursor.kind());
      size += length;
      if (count++ == 0) {
        first = cursor.id();
      }
    }
    if (count == 0) {
      cursor.moveTo(limit);
      return lose(end);
    }
    ordinal += count;
    return new JournalPort.Read.Records(
        new Batch(Arrays.copyOf(scratch, size), count, fields, first, cursor.id()));
  }

  /** The segment's file is missing: deleted by retention, or by another program. */
  private JournalPort.Read missing(Layout then) {
    Layout now = layout.get();
    boolean dropped = ordinal < now.oldestOrdinal();
    return lose(dropped ? now.oldestOrdinal() : then.endOrdinal(then.indexOf(ordinal)));
  }

  private JournalPort.Read lose(long to) {
    long lost = to - ordinal;
    ordinal = to;
    return new JournalPort.Read.Lost(lost);
  }
}
