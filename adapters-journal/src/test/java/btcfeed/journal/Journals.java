package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Opens small journals on disk, reads them and copies their files. */
final class Journals {
  /** About ten records a segment and ten segments. */
  static final JournalOptions SMALL = new JournalOptions(2048, 20_480, Duration.ofMillis(1));

  /** One segment for a whole test. */
  static final JournalOptions ROOMY = new JournalOptions(1 << 20, 4 << 20, Duration.ofMillis(1));

  private Journals() {}

  static FileJournal open(Path directory) {
    return open(directory, SMALL, new Disk());
  }

  static FileJournal open(Path directory, JournalOptions options, Disk disk) {
    var opened = FileJournal.open(directory, options, "4b1c", disk);
    assertThat(opened).isInstanceOf(OpenResult.Ready.class);
    return ((OpenResult.Ready) opened).journal();
  }

  /** A copy of the files in a new directory, as a dead process leaves them. */
  static Path copy(Path directory) {
    try {
      Path copy = Files.createTempDirectory(directory, "copy");
      for (Path file : files(directory)) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      return copy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static List<Path> segments(Path directory) {
    return files(directory).stream()
        .filter(path -> path.toString().endsWith(Segment.SUFFIX))
        .toList();
  }

  static List<Path> remains(Path directory) {
    return files(directory).stream()
        .filter(path -> path.toString().endsWith(SegmentFiles.TORN))
        .toList();
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ticks with ids {@code from-0} to {@code to-0}, both included. */
  static List<Entry> ticks(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Journals::tick).toList();
  }

  static Entry tick(long ms) {
    return JournalPortContract.tick(new JournalId(ms, 0));
  }

  static Entry checkpoint(long ms) {
    return JournalPortContract.checkpoint(new JournalId(ms, 0));
  }

  /** Appends one by one. */
  static void appendEach(FileJournal journal, List<Entry> entries) {
    entries.forEach(
        entry ->
            assertThat(journal.append(List.of(entry)))
                .isInstanceOf(JournalPort.Appended.Done.class));
  }

  /** Everything readable; a loss fails the test. */
  static List<Entry> readAll(FileJournal journal) {
    try (var reader = journal.readAfter(JournalId.START)) {
      List<Entry> entries = new ArrayList<>();
      while (reader.next(100, 100_000) instanceof JournalPort.Read.Records(Batch batch)) {
        entries.addAll(batch.entries());
      }
      assertThat(reader.remaining()).as("nothing is left unread").isZero();
      return entries;
    }
  }
}
