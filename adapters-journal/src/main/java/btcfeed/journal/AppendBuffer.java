package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of one append, encoded into a reused buffer. One thread.
 *
 * <p>The buffer has room for a segment header in front, so that an append that begins a segment is
 * one write too.
 */
final class AppendBuffer {
  /** The longest append. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int FIRST_BYTES = 64 * 1024;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);
  private ByteBuffer view = buffer.duplicate();
  private boolean hasCheckpoints;
  private int ticks;

  /**
   * Encodes entries.
   *
   * @throws IllegalArgumentException if ids do not grow after {@code after}, or a record or the
   *     append is too long. These are bugs of the caller; nothing was written
   */
  void encode(List<Entry> entries, JournalId after) {
    buffer.clear().position(SegmentHeader.BYTES);
    hasCheckpoints = false;
    ticks = 0;
    JournalId last = after;
    int left = entries.size();
    for (Entry entry : entries) {
      if (!entry.id().isAfter(last)) {
        throw new IllegalArgumentException("ids grow: " + entry.id() + " came after " + last);
      }
      last = entry.id();
      switch (entry.event()) {
        case JournalEvent.Ticked _ -> ticks++;
        case JournalEvent.Checkpointed _ -> hasCheckpoints = true;
        case JournalEvent.GapChanged _, JournalEvent.Mutated _ -> {}
      }
      left--;
      put(entry, left == 0 ? Frame.LAST_OF_APPEND : 0);
    }
  }

  boolean hasCheckpoints() {
    return hasCheckpoints;
  }

  int ticks() {
    return ticks;
  }

  int size() {
    return buffer.position() - SegmentHeader.BYTES;
  }

  ByteBuffer frames() {
    return view.clear().limit(buffer.position()).position(SegmentHeader.BYTES);
  }

  /** A segment's header and the encoded entries. */
  ByteBuffer segment(SegmentHeader header) {
    header.write(buffer);
    return view.clear().limit(buffer.position());
  }

  private void put(Entry entry, int flag) {
    if (buffer.remaining() < Frame.HEADER + RecordFormat.MAX_BYTES) {
      grow();
    }
    int start = buffer.position();
    buffer.position(start + Frame.HEADER);
    RecordFormat.write(buffer, entry);
    int length = buffer.position() - start - Frame.HEADER;
    if (length > RecordFormat.MAX_BYTES) {
      throw new IllegalArgumentException("a record of " + length + " bytes: " + entry.id());
    }
    buffer
        .putInt(start + Frame.LENGTH_AT, length | flag)
        .putLong(start + Frame.MS_AT, entry.id().ms())
        .putLong(start + Frame.SEQ_AT, entry.id().seq());
    crc.reset();
    crc.update(view.clear().limit(buffer.position()).position(start + Frame.LENGTH_AT));
    buffer.putInt(start, (int) crc.getValue());
  }

  private void grow() {
    if (buffer.capacity() >= MAX_BYTES) {
      throw new IllegalArgumentException("an append of more than " + MAX_BYTES + " bytes");
    }
    buffer = ByteBuffer.allocateDirect(buffer.capacity() * 2).put(buffer.flip());
    view = buffer.duplicate();
  }
}
