package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the journal: a header and a run of records.
 *
 * @param length bytes with the header; not current for the last segment, see {@link
 *     Layout#endPosition(int)}
 * @param ticks number of ticks, or {@link #UNCOUNTED}; not current for the last segment, see {@link
 *     Layout#tailTicks}
 */
record Segment(Path path, SegmentHeader header, long length, long ticks) {
  static final String SUFFIX = ".segment";
  static final long UNCOUNTED = -1;

  private static final Pattern NAME = Pattern.compile("([0-9]{16,19})-([0-9]{10,19})\\.segment");

  long base() {
    return header.base();
  }

  JournalId first() {
    return header.first();
  }

  Segment sealedAt(long position, long ticksInIt) {
    return new Segment(path, header, position, ticksInIt);
  }

  Segment counted(long ticksInIt) {
    return new Segment(path, header, length, ticksInIt);
  }

  /** The id of the first record, from the name of the file. */
  static Optional<JournalId> firstId(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    try {
      return name.matches()
          ? Optional.of(new JournalId(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
          : Optional.empty();
    } catch (NumberFormatException tooLong) {
      return Optional.empty();
    }
  }

  /** The file's name, which sorts like the ids. */
  static String fileName(JournalId first) {
    return "%016d-%010d".formatted(first.ms(), first.seq()) + SUFFIX;
  }
}
