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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
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
  @DisplayName("costs the record it hits, and nothing before or after it")
  void changedByte() throws IOException {
    Path damaged = files.get(1);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int at = SegmentHeader.BYTES; at < bytes.length; at += 13) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      Files.write(damaged, changed);
      expectOneLost(firstId(1), firstId(2));
    }
  }

  @Test
  @DisplayName("is counted exactly if a power cut shortened the file")
  void cutShort() throws IOException {
    Path damaged = files.get(1);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int length = SegmentHeader.BYTES; length < bytes.length; length += 13) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      expectLossWithin(firstId(1), firstId(2));
    }
  }

  @Test
  @DisplayName("is counted exactly if the whole file is missing")
  void wholeFile() throws IOException {
    Files.deleteIfExists(files.get(1));
    expectLossWithin(firstId(1), firstId(2));
  }

  @Test
  @DisplayName("costs no record if it hits the header of any segment, at any byte")
  void header() throws IOException {
    for (Path file : List.of(files.getFirst(), files.get(1), files.getLast())) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at < SegmentHeader.BYTES; at += 3) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        Files.write(file, changed);
        Path copy = Journals.copy(directory);
        try (FileJournal journal = Journals.open(copy)) {
          assertThat(Journals.readAll(journal)).as("byte %d", at).isEqualTo(ticks(1, RECORDS));
          assertThat(journal.status().records()).isEqualTo(RECORDS);
          assertThat(journal.openingNotes().getFirst()).contains("damaged header");
        }
        assertThat(copy.resolve(String.valueOf(file.getFileName()))).hasBinaryContent(bytes);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  @DisplayName("costs a reader behind it nothing")
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
  @DisplayName("is reported to readers even if it happens while the journal is open")
  void whileOpen() throws IOException {
    try (FileJournal journal = Journals.open(directory);
        var reader = journal.readAfter(JournalId.START)) {
      Path last = files.getLast();
      byte[] bytes = Files.readAllBytes(last);
      bytes[SegmentHeader.BYTES + 30] ^= 1;
      Files.write(last, bytes);
      Files.delete(files.get(1));

      List<Entry> read = new ArrayList<>();
      assertThat(readWithLosses(reader, read)).isEqualTo(firstId(2) - firstId(1) + 1);
      journal.append(ticks(RECORDS + 1, RECORDS + 2));
      readWithLosses(reader, read);
      assertThat(read).endsWith(ticks(RECORDS + 1, RECORDS + 2).toArray(Entry[]::new));
    }
  }

  @Test
  @DisplayName("is not confused with a later format, which is left unchanged and reported")
  void otherVersion() throws IOException {
    byte[] bytes = Files.readAllBytes(files.getLast());
    bytes[7]++;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 48);
    ByteBuffer.wrap(bytes).putInt(48, (int) crc.getValue());
    Files.write(files.getLast(), bytes);

    OpenResult opened = FileJournal.open(directory, Journals.SMALL, "4b1c");

    assertThat(opened)
        .isInstanceOfSatisfying(
            OpenResult.Failed.class, failed -> assertThat(failed.detail()).contains("version 2"));
    assertThat(files.getLast()).hasBinaryContent(bytes);
  }

  /** Ids count from 1, so a segment's first id is also its place. */
  private long firstId(int index) {
    return Long.parseLong(files.get(index).getFileName().toString().substring(0, 16));
  }

  /** Everything is read but one of these records, and where that was is known. */
  private void expectOneLost(long from, long to) {
    try (FileJournal journal = Journals.open(Journals.copy(directory));
        var reader = journal.readAfter(JournalId.START)) {
      List<Entry> read = new ArrayList<>();
      assertThat(readWithLosses(reader, read)).isOne();
      List<Entry> missing = new ArrayList<>(ticks(1, RECORDS));
      missing.removeAll(read);
      assertThat(missing).hasSize(1);
      JournalId id = missing.getFirst().id();
      assertThat(id.ms()).isBetween(from, to - 1);
      assertThat(read).hasSize(RECORDS - 1).isSortedAccordingTo(Comparator.comparing(Entry::id));
      assertThat(journal.lostRanges()).singleElement().matches(range -> range.contains(id));
    }
  }

  /** Everything is read but some run that ends before {@code to}. */
  private void expectLossWithin(long from, long to) {
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
