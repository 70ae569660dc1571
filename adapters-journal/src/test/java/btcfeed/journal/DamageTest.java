package btcfeed.journal;

import static btcfeed.journal.Journals.appendEach;
import static btcfeed.journal.Journals.segments;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Damage in an older segment")
class DamageTest {
  private static final int RECORDS = 90;

  @TempDir Path directory = Path.of("");
  private List<Path> files = List.of();

  @BeforeEach
  void write() {
    try (FileJournal journal = Journals.open(directory)) {
      appendEach(journal, ticks(1, RECORDS));
    }
    files = segments(directory);
    assertThat(files).hasSizeGreaterThan(3);
  }

  @Test
  @DisplayName("costs the rest of that segment, to the record, and nothing after it")
  void changedByte() throws IOException {
    Path damaged = files.get(1);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int at = SegmentHeader.BYTES; at < bytes.length; at += 13) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      Files.write(damaged, changed);
      expectLossWithin(firstId(1), firstId(2));
    }
  }

  @Test
  @DisplayName("is known to the record if the file was cut short, as a power cut may do")
  void cutShort() throws IOException {
    Path damaged = files.get(1);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int length = SegmentHeader.BYTES; length < bytes.length; length += 13) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      expectLossWithin(firstId(1), firstId(2));
    }
  }

  @Test
  @DisplayName("is known to the record if the whole file is gone or its header unreadable")
  void wholeFile() throws IOException {
    byte[] bytes = Files.readAllBytes(files.get(1));
    for (int at = 0; at < SegmentHeader.BYTES; at++) {
      if (at >= 4 && at < 8) {
        continue; // The version: see below.
      }
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(files.get(1), changed);
      assertThat(expectLossWithin(firstId(1), firstId(2)).getFirst()).contains("no valid header");
    }
    Files.deleteIfExists(files.get(1));
    expectLossWithin(firstId(1), firstId(2));
  }

  @Test
  @DisplayName("does not make a reader that is past it lose anything")
  void readerPastIt() throws IOException {
    byte[] bytes = Files.readAllBytes(files.get(1));
    bytes[bytes.length - 1] ^= 1;
    Files.write(files.get(1), bytes);

    try (FileJournal journal = Journals.open(directory);
        var reader = journal.readAfter(new JournalId(firstId(2) - 1, 0))) {
      assertThat(reader.remaining()).isEqualTo(RECORDS - firstId(2) + 1);
      assertThat(reader.next(1000, 1_000_000)).isInstanceOf(Read.Records.class);
    }
  }

  @Test
  @DisplayName("happening while the journal is open is told to its readers as well")
  void whileOpen() throws IOException {
    try (FileJournal journal = Journals.open(directory);
        var reader = journal.readAfter(JournalId.START)) {
      Path last = files.getLast();
      long first = firstId(files.size() - 1);
      byte[] bytes = Files.readAllBytes(last);
      bytes[SegmentHeader.BYTES + 30] ^= 1;
      Files.write(last, bytes);
      Files.delete(files.get(1));

      List<Entry> read = new ArrayList<>();
      assertThat(readWithLosses(reader, read))
          .isEqualTo(firstId(2) - firstId(1) + RECORDS - first + 1);
      journal.append(ticks(RECORDS + 1, RECORDS + 2));
      readWithLosses(reader, read);
      assertThat(read).endsWith(ticks(RECORDS + 1, RECORDS + 2).toArray(Entry[]::new));
    }
  }

  @Test
  @DisplayName("is not what a later format is taken for: that one is left alone, and said")
  void otherVersion() throws IOException {
    byte[] bytes = Files.readAllBytes(files.getLast());
    bytes[7]++;
    Files.write(files.getLast(), bytes);

    Opened opened = FileJournal.open(directory, Journals.SMALL, "4b1c");

    assertThat(opened)
        .isInstanceOfSatisfying(
            Opened.Failed.class, failed -> assertThat(failed.detail()).contains("version 2"));
    assertThat(files.getLast()).hasBinaryContent(bytes);
  }

  /** Ids count from 1, so a segment's first id is also its place. */
  private long firstId(int index) {
    return Long.parseLong(files.get(index).getFileName().toString().substring(0, 16));
  }

  /** Everything is read but some run that ends before {@code to}; the notes. */
  private List<String> expectLossWithin(long from, long to) {
    try (FileJournal journal = Journals.open(Journals.copy(directory));
        var reader = journal.readAfter(JournalId.START)) {
      List<Entry> read = new ArrayList<>();
      long lost = readWithLosses(reader, read);
      assertThat(lost).isBetween(1L, to - from);
      List<Entry> expected = new ArrayList<>(ticks(1, to - lost - 1));
      expected.addAll(ticks(to, RECORDS));
      assertThat(read).isEqualTo(expected);
      assertThat(reader.remaining()).isZero();
      assertThat(journal.status().records()).isEqualTo(RECORDS);
      return journal.openingNotes();
    }
  }

  private static long readWithLosses(Reader reader, List<Entry> into) {
    long lost = 0;
    while (true) {
      switch (reader.next(7, 100_000)) {
        case Read.Records(var batch) -> into.addAll(batch.entries());
        case Read.Lost(long records) -> lost += records;
        case Read.AtEnd() -> {
          return lost;
        }
      }
    }
  }
}
