package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the records of segment files, one file at a time. One thread; one buffer of {@value
 * #BUFFER_BYTES} bytes.
 *
 * <p>A record is valid only if its length, kind and checksum are right and its id grows. After
 * invalid bytes the cursor searches for the next valid record, so a damaged byte costs one record.
 *
 * <p>The cursor never buffers beyond the given limit, because bytes behind the published end may
 * still change.
 */
final class FrameCursor implements Closeable {
  static final int BUFFER_BYTES = 256 * 1024;

  private final Disk disk;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(bytes);
  private final CRC32C crc = new CRC32C();
  private Optional<JournalFile> file = Optional.empty();
  private long offset;
  private int at;
  private int filled;
  private int payload;
  private int length;
  private boolean lastOfAppend;
  private boolean cutAppend;
  private long ms;
  private long seq;
  private boolean skipped;
  private boolean cutShort;

  FrameCursor(Disk disk) {
    this.disk = disk;
  }

  /** Opens a file at a position where a record begins. */
  void open(Path path, long position) throws IOException {
    close();
    file = Optional.of(disk.forReading(path));
    moveTo(position);
  }

  /** Moves within the file to a position where a record begins. */
  void moveTo(long position) {
    offset = position;
    at = 0;
    filled = 0;
    ms = -1;
    seq = -1;
  }

  long position() {
    return offset + at;
  }

  /**
   * Steps to the next valid record and skips anything before it. Returns false, without a step, if
   * there is none before {@code limit}.
   */
  boolean next(long limit) throws IOException {
    skipped = false;
    cutShort = false;
    if (step(limit)) {
      return true;
    }
    long damage = position();
    boolean wasCutShort = cutShort;
    // A file that a cut shortens just now ends before the limit.
    while (at < filled && limit - position() > Frame.HEADER) {
      at++;
      if (looksLikeFrame(limit) && step(limit)) {
        skipped = true;
        return true;
      }
    }
    offset = damage;
    at = 0;
    filled = 0;
    cutShort = wasCutShort;
    return false;
  }

  /** True if the last step skipped invalid bytes. */
  boolean skipped() {
    return skipped;
  }

  /** After {@link #next} found nothing: true if an incomplete record may begin there. */
  boolean cutShort() {
    return cutShort;
  }

  private boolean looksLikeFrame(long limit) throws IOException {
    int enough = Frame.HEADER + 2;
    if (filled - at < enough && !fill(enough, limit)) {
      return false;
    }
    return bytes[at + Frame.HEADER] == RecordFormat.KIND_LENGTH
        && RecordFormat.isKind(bytes[at + Frame.HEADER + 1]);
  }

  private boolean step(long limit) throws IOException {
    if (filled - at < Frame.HEADER && !fill(Frame.HEADER, limit)) {
      cutShort = true;
      return false;
    }
    int word = view.getInt(at + Frame.LENGTH_AT);
    int wanted = word & ~(Frame.LAST_OF_APPEND | Frame.CUT_APPEND);
    if (wanted < 2 || wanted > RecordFormat.MAX_BYTES) {
      return false;
    }
    long nextMs = view.getLong(at + Frame.MS_AT);
    long nextSeq = view.getLong(at + Frame.SEQ_AT);
    boolean grows = nextMs > ms || (nextMs == ms && nextSeq > seq);
    if (!grows || nextMs < 0 || nextSeq < 0) {
      return false;
    }
    int size = Frame.HEADER + wanted;
    if (filled - at < size && !fill(size, limit)) {
      cutShort = true;
      return false;
    }
    crc.reset();
    crc.update(bytes, at + Frame.LENGTH_AT, size - Frame.LENGTH_AT);
    if ((int) crc.getValue() != view.getInt(at)) {
      return false;
    }
    ms = nextMs;
    seq = nextSeq;
    length = wanted;
    lastOfAppend = word < 0;
    cutAppend = (word & Frame.CUT_APPEND) != 0;
    payload = at + Frame.HEADER;
    at += size;
    return true;
  }

  /** Like {@link #next}; a read error also counts as no record. */
  boolean nextReadable(long limit) {
    try {
      return next(limit);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Steps over every record up to and including {@code id}, and counts them. */
  long skipThrough(JournalId id, long limit) {
    long passed = 0;
    while (nextReadable(limit)) {
      if (compareTo(id) > 0) {
        moveTo(offset + payload - Frame.HEADER);
        break;
      }
      passed++;
    }
    return passed;
  }

  /** Steps over {@code count} records, or as many as are readable. */
  void skip(long count, long limit) {
    long left = count;
    while (left > 0 && nextReadable(limit)) {
      left--;
    }
  }

  int compareTo(JournalId id) {
    return ms != id.ms() ? Long.compare(ms, id.ms()) : Long.compare(seq, id.seq());
  }

  JournalId id() {
    return new JournalId(ms, seq);
  }

  int length() {
    return length;
  }

  boolean lastOfAppend() {
    return lastOfAppend;
  }

  /** True if the journal was cut after this record, within its append. */
  boolean cutAppend() {
    return cutAppend;
  }

  /** The letter of the record's kind: the second byte, after the string's length. */
  byte kind() {
    return bytes[payload + 1];
  }

  void copyPayload(byte[] to, int position) {
    System.arraycopy(bytes, payload, to, position, length);
  }

  int frameLength() {
    return Frame.HEADER + length;
  }

  void copyFrame(ByteBuffer to) {
    to.put(bytes, payload - Frame.HEADER, frameLength());
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      JournalFile open = file.get();
      file = Optional.empty();
      open.close();
    }
  }

  private boolean fill(int needed, long limit) throws IOException {
    System.arraycopy(bytes, at, bytes, 0, filled - at);
    offset += at;
    filled -= at;
    at = 0;
    JournalFile open = file.orElseThrow();
    while (filled < needed) {
      long readable = limit - offset - filled;
      if (readable <= 0) {
        return false;
      }
      int room = (int) Math.min(bytes.length - filled, readable);
      int read = open.read(view.limit(filled + room).position(filled), offset + filled);
      view.clear();
      if (read < 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }
}
