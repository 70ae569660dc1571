package btcfeed.journal;

import static btcfeed.journal.Journals.checkpoint;
import static btcfeed.journal.Journals.readAll;
import static btcfeed.journal.Journals.segments;
import static btcfeed.journal.Journals.tick;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Records that damage cost a journal")
class RestoreTest {
  private static final int RECORDS = 60;

  @TempDir Path directory = Path.of("");

  @BeforeEach
  void write() {
    try (FileJournal journal = Journals.open(directory)) {
      Journals.appendEach(journal, ticks(1, RECORDS));
    }
  }

  @Test
  @DisplayName("are read and recovered in their places once they are restored, permanently")
  void putBack() throws IOException {
    for (Path file : segments(directory)) {
      damage(file, SegmentHeader.BYTES + 40);
      damage(file, (int) Files.size(file) / 2);
    }

    List<Entry> expected = ticks(1, RECORDS);
    try (FileJournal journal = Journals.open(directory)) {
      List<LostRange> ranges = journal.lostRanges();
      List<Entry> lost =
          expected.stream()
              .filter(entry -> ranges.stream().anyMatch(range -> range.contains(entry.id())))
              .toList();
      assertThat(lost).hasSizeGreaterThan(5);
      assertThat(readable(journal)).isEqualTo(expected.size() - lost.size());
      assertThat(journal.status().losses().unasked()).isTrue();

      assertThat(journal.restore(lost)).isEqualTo(new Appended.Done(false));

      assertThat(readAll(journal)).isEqualTo(expected);
      assertThat(recovered(journal)).isEqualTo(expected);
      assertThat(journal.lostRanges()).isEmpty();
      assertThat(journal.status().losses().restored()).isEqualTo(lost.size());
      assertThat(journal.status().losses().unasked()).isFalse();
      journal.append(List.of(tick(RECORDS + 1)));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> journal.status().syncedTo().equals(new JournalId(RECORDS + 1, 0)));
    }
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(readAll(journal)).isEqualTo(ticks(1, RECORDS + 1));
      assertThat(journal.openingNotes()).isEmpty();
      assertThat(journal.status().records()).isEqualTo(RECORDS + 1);
    }
  }

  @Test
  @DisplayName("at its end are appended under their ids, and later ids follow them")
  void atTheEnd() throws IOException {
    Path last = segments(directory).getLast();
    damage(last, (int) Files.size(last) - 5);
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.lostRanges())
          .containsExactly(new LostRange(new JournalId(RECORDS - 1, 0), LostRange.END));

      journal.restore(List.of(tick(RECORDS), tick(RECORDS + 1)));

      assertThat(readAll(journal)).isEqualTo(ticks(1, RECORDS + 1));
      assertThat(journal.status().newest()).isEqualTo(new JournalId(RECORDS + 1, 0));
    }
  }

  @Test
  @DisplayName("are not restored if the journal has them or they fit nowhere")
  void fitsNowhere() throws IOException {
    Path first = segments(directory).getFirst();
    damage(first, SegmentHeader.BYTES + 40);
    try (FileJournal journal = Journals.open(directory)) {
      List<Entry> before = held(journal);

      journal.restore(List.of(new Entry(new JournalId(20, 7), tick(20).event()), tick(30)));

      assertThat(held(journal)).isEqualTo(before);
      assertThat(journal.status().losses().restored()).isZero();
    }
  }

  @Test
  @DisplayName("among a set of checkpoints make recovery begin at a complete set")
  void damagedCheckpoints() throws IOException {
    Path small = Files.createTempDirectory(directory, "checkpoints");
    List<Entry> all = new ArrayList<>();
    try (FileJournal journal = Journals.open(small)) {
      long ms = 1;
      while (journal.status().segments() < 3) {
        List<Entry> some = List.of(tick(ms));
        if (journal.append(some).equals(new Appended.Done(true))) {
          journal.append(List.of(checkpoint(ms + 1), checkpoint(ms + 2), checkpoint(ms + 3)));
        }
        ms += 4;
      }
      all.addAll(readAll(journal));
    }
    Path last = segments(small).getLast();
    long second = Long.parseLong(segments(small).get(1).getFileName().toString().substring(0, 16));
    byte[] bytes = Files.readAllBytes(last);
    damage(last, bytes.length - (bytes.length - SegmentHeader.BYTES) / 3);

    try (FileJournal journal = Journals.open(small)) {
      assertThat(recovered(journal).getFirst().id()).isEqualTo(new JournalId(second, 0));
      assertThat(all).containsAll(recovered(journal));
    }
  }

  private static void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 16;
    Files.write(file, bytes);
  }

  private static int readable(FileJournal journal) {
    return held(journal).size();
  }

  private static List<Entry> held(FileJournal journal) {
    List<Entry> entries = new ArrayList<>();
    journal.recover(entries::add);
    return entries;
  }

  private static List<Entry> recovered(FileJournal journal) {
    return held(journal);
  }
}
