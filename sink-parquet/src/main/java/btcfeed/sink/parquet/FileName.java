package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a completed file, which shows its records: {@code
 * 1789295134226-0_1789295194112-3.parquet}.
 *
 * @param first the id of its first record
 * @param last the id of its last record
 */
record FileName(JournalId first, JournalId last) {
  private static final String ENDING = ".parquet";

  /** Readers ignore names that begin with a dot. */
  private static final String UNFINISHED = ".unfinished";

  String text() {
    return first + "_" + last + ENDING;
  }

  static Optional<FileName> parse(Path file) {
    String name = String.valueOf(file.getFileName());
    int between = name.indexOf('_');
    if (between < 0 || !name.endsWith(ENDING)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FileName(
              JournalId.parse(name.substring(0, between)),
              JournalId.parse(name.substring(between + 1, name.length() - ENDING.length()))));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** The name of a file that is being written. Two claims never use the same one. */
  static String unfinished(JournalId first, long claim) {
    return "." + first + "_" + claim + UNFINISHED;
  }

  static boolean isUnfinished(Path file) {
    return String.valueOf(file.getFileName()).endsWith(UNFINISHED);
  }
}
