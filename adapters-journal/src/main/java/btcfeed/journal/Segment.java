package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.nio.file.Path;

/**
 * One file of the journal: a header and a run of records.
 *
 * @param length bytes in it, header included; of the last segment it is {@link
 *     Layout#endPosition(int)} that grows, not this
 */
record Segment(Path path, SegmentHeader header, long length) {
  static final String SUFFIX = ".segment";

  /** Position in the journal of its first record, counted from the first ever appended. */
  long base() {
    return header.base();
  }

  JournalId first() {
    return header.first();
  }

  Segment sealedAt(long position) {
    return new Segment(path, header, position);
  }

  /** Its file's name: sorts as the ids do. */
  static String fileName(JournalId first) {
    return "%016d-%010d".formatted(first.ms(), first.seq()) + SUFFIX;
  }
}
