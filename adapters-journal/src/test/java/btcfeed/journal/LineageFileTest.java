package btcfeed.journal;

import static btcfeed.journal.Journals.appendEach;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The lineage of a journal on disk")
class LineageFileTest {
  private static final Lineage TWO =
      Lineage.NONE.ledBy(5, "a", JournalId.START).ledBy(8, "b", new JournalId(3, 1));

  @TempDir Path directory = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("lineage");
  }

  @Test
  @DisplayName("is one line of text")
  void oneLine() {
    try (FileJournal journal = Journals.open(directory)) {
      journal.lineage(TWO);
    }
    assertThat(file).hasContent("5 a 0-0 8 b 3-1\n");
  }

  @Test
  @DisplayName("is, for the journal of an earlier version, its last writer, from then on")
  void earlierVersion() {
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.nextEpoch(1000)).isEqualTo(1000);
      appendEach(journal, ticks(1, 3));
      assertThat(file).doesNotExist();
    }
    for (int opening = 0; opening < 2; opening++) {
      try (FileJournal journal = Journals.open(directory)) {
        assertThat(journal.lineage()).isEqualTo(Lineage.withoutLease("4b1c"));
        assertThat(journal.nextEpoch(2000)).isGreaterThan(1000);
      }
    }
  }

  @Test
  @DisplayName("is empty as long as the journal has no record or no writer")
  void noneYet() {
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.nextEpoch(1000)).isEqualTo(1000);
    }
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
    }
    Path other = directory.resolve("other");
    try (FileJournal journal = Journals.open(other)) {
      appendEach(journal, ticks(1, 3));
    }
    try (FileJournal journal = Journals.open(other)) {
      assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
    }
  }

  @Test
  @DisplayName("counts as empty if its file is damaged, and the operator is informed")
  void damaged() throws Exception {
    String tooLong = "1 a 0-0 ".repeat(5000).strip();
    for (String garbage :
        new String[] {"x", "1 a", "1 a 0-0 2", "1 a b", "\u00e4 a 0-0", tooLong}) {
      Files.writeString(file, garbage);
      try (FileJournal journal = Journals.open(directory)) {
        assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
        assertThat(journal.openingNotes()).singleElement().asString().contains("damaged");
      }
    }
    Files.delete(file);
    Files.createDirectory(file);
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
      assertThat(journal.openingNotes()).singleElement().asString().contains("lineage");
    }
  }

  @Test
  @DisplayName("stays as it was if it cannot be stored")
  void cannotBeStored() {
    FaultyDisk disk = new FaultyDisk();
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      journal.lineage(TWO);
      disk.room.set(0);
      assertThatThrownBy(() -> journal.lineage(Lineage.NONE))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(journal.lineage()).isEqualTo(TWO);
    }
    FileJournal next = Journals.open(directory);
    assertThat(next.lineage()).isEqualTo(TWO);
    next.close();
    assertThatThrownBy(() -> next.lineage(Lineage.NONE)).isInstanceOf(UncheckedIOException.class);
  }
}
