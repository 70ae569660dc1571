package btcfeed.journal;

import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reading a journal beside the service that writes it")
class ReadOnlyJournalTest {
  @TempDir Path directory = Path.of("");
  private final List<Entry> found = new ArrayList<>();

  private long read(Path from, JournalId after) throws IOException {
    return new ReadOnlyJournal(from).readAfter(after, batch -> found.addAll(batch.entries()));
  }

  @Test
  @DisplayName("finds every record of every segment, and changes nothing")
  void everything() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      Journals.appendEach(journal, ticks(1, 60));
      assertThat(Journals.segments(directory)).hasSize(3);
      assertThat(read(directory, JournalId.START)).isZero();
      assertThat(found).isEqualTo(Journals.readAll(journal));
    }
  }

  @Test
  @DisplayName("begins after any record")
  void after() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      Journals.appendEach(journal, ticks(1, 60));
      for (long ms : new long[] {1, 9, 10, 11, 37, 59}) {
        found.clear();
        assertThat(read(directory, new JournalId(ms, 0))).isZero();
        assertThat(found).isEqualTo(ticks(ms + 1, 60));
      }
      found.clear();
      assertThat(read(directory, new JournalId(60, 0))).isZero();
      assertThat(found).isEmpty();
    }
  }

  @Test
  @DisplayName("finds whole appends only, wherever the file ends")
  void wholeAppends() throws Exception {
    try (FileJournal journal = Journals.open(directory, Journals.ROOMY, new Disk())) {
      assertThat(journal.append(ticks(1, 3))).isInstanceOf(Appended.Done.class);
      assertThat(journal.append(ticks(4, 6))).isInstanceOf(Appended.Done.class);
    }
    Path segment = Journals.segments(directory).getFirst();
    for (long size = Files.size(segment); size > SegmentHeader.BYTES; size--) {
      try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        file.truncate(size);
      }
      found.clear();
      assertThat(read(directory, JournalId.START)).isZero();
      assertThat(found).isIn(ticks(1, 6), ticks(1, 3), List.of());
    }
  }

  @Test
  @DisplayName("reports damage, and reads what is behind it")
  void damage() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      Journals.appendEach(journal, ticks(1, 60));
    }
    Path segment = Journals.segments(directory).get(1);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[SegmentHeader.BYTES + Frame.HEADER + 10] ^= 1;
    Files.write(segment, bytes);
    assertThat(read(directory, JournalId.START)).isEqualTo(1);
    assertThat(found).hasSize(59);
    assertThat(found).isSubsetOf(ticks(1, 60));
  }

  @Test
  @DisplayName("fails without a journal")
  void none() {
    assertThatThrownBy(() -> read(directory.resolve("none"), JournalId.START))
        .isInstanceOf(NoSuchFileException.class);
  }
}
