package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal's identity")
class JournalIdentityTest {
  @TempDir Path directory = Path.of("");

  @Test
  @DisplayName("keeps its first name, whatever name a later opening gives")
  void keepsItsName() {
    open("first", new Disk()).close();

    try (FileJournal journal = open("second", new Disk())) {
      assertThat(journal.instance()).isEqualTo("first");
    }
  }

  @Test
  @DisplayName("has an epoch that grows each time, even if the clock goes back")
  void epochGrows() {
    try (FileJournal journal = open("a", new Disk())) {
      assertThat(journal.nextEpoch(1000)).isEqualTo(1000);
      assertThat(journal.nextEpoch(1000)).isEqualTo(1001);
    }
    try (FileJournal journal = open("a", new Disk())) {
      assertThat(journal.nextEpoch(500)).isEqualTo(1002);
      assertThat(journal.nextEpoch(2000)).isEqualTo(2000);
    }
  }

  @Test
  @DisplayName("takes no epoch that could not be stored")
  void epochIsDurable() {
    FaultyDisk disk = new FaultyDisk();
    try (FileJournal journal = open("a", disk)) {
      disk.room.set(3);
      assertThatThrownBy(() -> journal.nextEpoch(1000)).isInstanceOf(UncheckedIOException.class);
    }
    try (FileJournal journal = open("b", new Disk())) {
      assertThat(journal.instance()).isEqualTo("a");
      assertThat(journal.nextEpoch(5)).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("if damaged, prevents the opening with advice what to do")
  void damaged() throws Exception {
    open("a", new Disk()).close();
    for (String garbage : new String[] {"", "a\n", "a\nx\n", "\n5\n", "\u00e4\n5\n"}) {
      Files.writeString(directory.resolve("identity"), garbage);
      assertThat(FileJournal.open(directory, Journals.SMALL, "b"))
          .isInstanceOfSatisfying(
              OpenResult.Failed.class, failed -> assertThat(failed.detail()).contains("delete it"));
    }
  }

  private FileJournal open(String name, Disk disk) {
    return ((OpenResult.Ready) FileJournal.open(directory, Journals.SMALL, name, disk)).journal();
  }
}
