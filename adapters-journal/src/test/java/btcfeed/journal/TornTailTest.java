package btcfeed.journal;

import static btcfeed.journal.Journals.ROOMY;
import static btcfeed.journal.Journals.appendEach;
import static btcfeed.journal.Journals.checkpoint;
import static btcfeed.journal.Journals.readAll;
import static btcfeed.journal.Journals.remains;
import static btcfeed.journal.Journals.segments;
import static btcfeed.journal.Journals.tick;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Of a last segment that a crash left unfinished or damaged, a journal")
class TornTailTest {
  @TempDir Path directory = Path.of("");
  private final FaultyDisk disk = new FaultyDisk();
  private byte[] whole = {};
  private int lastAppendAt;
  private Path file = Path.of("");

  /** Five appends of one record, then one of three. */
  @BeforeEach
  void write() throws IOException {
    try (FileJournal journal = open()) {
      appendEach(journal, ticks(1, 5));
      file = segments(directory).getFirst();
      lastAppendAt = (int) Files.size(file);
      journal.append(ticks(6, 8));
    }
    whole = Files.readAllBytes(file);
  }

  @Test
  @DisplayName("keeps every complete append and nothing of an incomplete one, wherever it is cut")
  void cutAnywhere() throws IOException {
    for (int length = lastAppendAt; length < whole.length; length++) {
      put(Arrays.copyOf(whole, length));
      try (FileJournal journal = open()) {
        assertThat(readAll(journal)).as("cut at %d", length).isEqualTo(ticks(1, 5));
        assertThat(journal.openingNotes()).hasSize(length == lastAppendAt ? 0 : 1);
        assertThat(Files.size(file)).isEqualTo(lastAppendAt);
        journal.append(List.of(tick(9)));
      }
      try (FileJournal journal = open()) {
        assertThat(readAll(journal)).hasSize(6).endsWith(tick(9));
        assertThat(journal.openingNotes()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("keeps all but the record that a changed bit hits, or the last append at the end")
  void changedBit() throws IOException {
    int record = (whole.length - lastAppendAt) / 3;
    for (int at = lastAppendAt; at < whole.length; at++) {
      boolean header = (at - lastAppendAt) % record < Frame.HEADER;
      int hit = 6 + (at - lastAppendAt) / record;
      List<Entry> expected = new ArrayList<>(ticks(1, hit == 8 ? 5 : 8));
      expected.remove(tick(hit));
      for (int bit = header ? 0 : at % 8; bit < (header ? 8 : at % 8 + 1); bit++) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << bit);
        put(changed);
        try (FileJournal journal = open()) {
          assertThat(readAll(journal)).as("bit %d of byte %d", bit, at).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  @DisplayName("keeps all records but one, whatever byte of an older append changes")
  void changedByteAnywhere() throws IOException {
    for (int at = SegmentHeader.BYTES; at < lastAppendAt; at++) {
      byte[] changed = whole.clone();
      changed[at] = (byte) ~changed[at];
      put(changed);
      try (FileJournal journal = open()) {
        List<Entry> kept = readAll(journal);
        assertThat(kept).hasSize(7).isSubsetOf(ticks(1, 8)).contains(tick(8));
        assertThat(journal.status().losses().damagedPlaces()).isOne();
        assertThat(journal.status().newest()).isEqualTo(new JournalId(8, 0));
      }
    }
  }

  @Test
  @DisplayName("cuts garbage, zeros and old records after the last append")
  void garbage() throws IOException {
    byte[] zeros = new byte[5000];
    byte[] ones = new byte[100];
    Arrays.fill(ones, (byte) 0xff);
    byte[] earlier = Arrays.copyOfRange(whole, SegmentHeader.BYTES, lastAppendAt);
    for (byte[] tail : List.of(zeros, ones, earlier, new byte[] {1})) {
      put(whole);
      Files.write(file, tail, StandardOpenOption.APPEND);
      try (FileJournal journal = open()) {
        assertThat(readAll(journal)).isEqualTo(ticks(1, 8));
        assertThat(journal.openingNotes()).singleElement().asString().contains("" + tail.length);
        assertThat(remains(directory).getLast()).hasBinaryContent(tail);
      }
    }
  }

  @Test
  @DisplayName("keeps the last few pieces that it cut")
  void keepsRemains() throws IOException {
    for (long ms = 10; ms < 30; ms++) {
      Files.write(segments(directory).getLast(), new byte[77], StandardOpenOption.APPEND);
      try (FileJournal journal = open()) {
        journal.append(List.of(tick(ms)));
      }
    }

    assertThat(remains(directory)).hasSize(SegmentFiles.KEPT_ASIDE);
    try (FileJournal journal = open()) {
      assertThat(readAll(journal)).hasSize(28);
    }
  }

  @Test
  @DisplayName(
      "continues in the one before if it has no complete append, with the right count and ids")
  void emptyLastSegment() throws IOException {
    for (int length : List.of(0, 10, SegmentHeader.BYTES, SegmentHeader.BYTES + 40)) {
      Path directory = Files.createTempDirectory(this.directory, "small");
      try (FileJournal journal = Journals.open(directory)) {
        appendEach(journal, ticks(1, 40));
      }
      Path last = segments(directory).getLast();
      long lost = Long.parseLong(last.getFileName().toString().substring(0, 16));
      Files.write(last, Arrays.copyOf(Files.readAllBytes(last), length));

      try (FileJournal journal = Journals.open(directory)) {
        assertThat(readAll(journal)).isEqualTo(ticks(1, lost - 1));
        assertThat(journal.status().records()).isEqualTo(lost - 1);
        appendEach(journal, ticks(lost, 50));
        assertThat(readAll(journal)).isEqualTo(ticks(1, 50));
      }
    }
  }

  @Test
  @DisplayName("recovers from checkpoints only if their append is complete")
  void halfCheckpoints() throws IOException {
    try (FileJournal journal = open()) {
      journal.append(List.of(checkpoint(10), checkpoint(11)));
      journal.append(List.of(tick(12)));
    }
    Path small = Files.createTempDirectory(directory, "small");
    try (FileJournal journal = Journals.open(small)) {
      journal.append(List.of(checkpoint(1)));
      long ms = 2;
      while (journal.status().segments() < 3) {
        journal.append(List.of(tick(ms++)));
      }
      journal.append(List.of(checkpoint(ms), checkpoint(ms + 1)));
    }
    Path last = segments(small).getLast();
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));

    try (FileJournal journal = Journals.open(small)) {
      List<Entry> recovered = new ArrayList<>();
      journal.recover(recovered::add);
      assertThat(recovered).startsWith(checkpoint(1)).isEqualTo(readAll(journal));
    }
  }

  private void put(byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }

  private FileJournal open() {
    disk.syncsNothing = true;
    return Journals.open(directory, ROOMY, disk);
  }
}
