package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first {@link #BYTES} bytes of a segment.
 *
 * <p>Each header states how many records came before the segment, and the id of the last of them. A
 * segment therefore holds the records from its own base to the next one's base. Opening a journal
 * need not read older segments, and the number of unreadable records is known exactly.
 *
 * <p>Every version of the format keeps magic, version and checksum in the same place. A version
 * counts only if the checksum is right; otherwise the header is damaged.
 *
 * @param base number of records in the journal before this segment
 * @param previous id of the last of them, START if there was none
 * @param first id of the first record in the segment; also its file's name
 */
record SegmentHeader(long base, JournalId previous, JournalId first) {
  static final int BYTES = 56;
  static final int VERSION = 1;

  private static final int MAGIC = 0x42544a31;
  private static final int CRC_AT = 48;

  /** The result of reading the head of a file. */
  sealed interface Parsed {
    record Header(SegmentHeader header) implements Parsed {}

    record OtherVersion(int version) implements Parsed {}

    record Damaged() implements Parsed {}
  }

  /** Writes {@link #BYTES} bytes at index 0 of {@code out}. */
  void write(ByteBuffer out) {
    out.putInt(0, MAGIC)
        .putInt(4, VERSION)
        .putLong(8, base)
        .putLong(16, previous.ms())
        .putLong(24, previous.seq())
        .putLong(32, first.ms())
        .putLong(40, first.seq())
        .putInt(CRC_AT, crc(out))
        .putInt(CRC_AT + 4, 0);
  }

  /** Reads the first bytes of a file, which may be too short. */
  static Parsed parse(ByteBuffer in) {
    if (in.limit() < BYTES || in.getInt(0) != MAGIC) {
      return new Parsed.Damaged();
    }
    if (in.getInt(CRC_AT) != crc(in) || in.getInt(CRC_AT + 4) != 0) {
      return new Parsed.Damaged();
    }
    if (in.getInt(4) != VERSION) {
      return new Parsed.OtherVersion(in.getInt(4));
    }
    return new Parsed.Header(
        new SegmentHeader(
            in.getLong(8),
            new JournalId(in.getLong(16), in.getLong(24)),
            new JournalId(in.getLong(32), in.getLong(40))));
  }

  private static int crc(ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().limit(CRC_AT).position(0));
    return (int) crc.getValue();
  }
}
