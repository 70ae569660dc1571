package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal's directory")
class LockTest {
  @TempDir Path directory = Path.of("");

  @Test
  @DisplayName("is refused to a second journal of the same process, and free once closed")
  void sameProcess() {
    try (FileJournal first = Journals.open(directory)) {
      assertThat(open())
          .isInstanceOfSatisfying(
              OpenResult.InUse.class,
              inUse ->
                  assertThat(inUse.detail())
                      .contains("in use by this process")
                      .contains("another data directory"));
      assertThat(first.append(Journals.ticks(1, 1)).toString()).contains("Done");
    }
    Journals.open(directory).close();
  }

  @Test
  @Timeout(300)
  @DisplayName("is refused to another process, even after a refused attempt within this one")
  void otherProcessAsks() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(open()).isInstanceOf(OpenResult.InUse.class);
      try (ChildJvm child = ChildJvm.start(AppendUntilKilled.class, directory)) {
        assertThat(child.line()).contains("in use by process " + ProcessHandle.current().pid());
      }
      assertThat(journal.status().records()).isZero();
    }
  }

  @Test
  @Timeout(300)
  @DisplayName(
      "is refused while another process holds it, which is named, and free when that has died")
  void otherProcessHasIt() throws Exception {
    try (ChildJvm child = ChildJvm.start(AppendUntilKilled.class, directory)) {
      assertThat(child.line()).isEqualTo("2");
      assertThat(open())
          .isInstanceOfSatisfying(
              OpenResult.InUse.class,
              inUse -> assertThat(inUse.detail()).contains("process " + child.pid()));
      child.kill();
      Journals.open(directory).close();
    }
  }

  @Test
  @DisplayName("is refused with the reason if it cannot be used")
  void notADirectory() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(FileJournal.open(file, Journals.SMALL, "4b1c"))
        .isInstanceOfSatisfying(
            OpenResult.Failed.class,
            failed -> assertThat(failed.detail()).contains("FileAlreadyExists"));
  }

  private OpenResult open() {
    return FileJournal.open(directory, Journals.SMALL, "4b1c");
  }
}
