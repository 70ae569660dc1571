package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Only the owner may read and write a journal's")
class OwnerOnlyTest {
  @TempDir Path directory = Path.of("");

  @Test
  @DisplayName("folders and files, the kept torn tail included")
  void everything() throws IOException {
    Path data = directory.resolve("data");
    Path journalFolder = data.resolve("journal");
    write(journalFolder);
    Files.write(
        Journals.segments(journalFolder).getLast(), new byte[77], StandardOpenOption.APPEND);
    write(journalFolder);

    assertThat(Journals.remains(journalFolder)).isNotEmpty();
    expectClosed(data);
  }

  @Test
  @DisplayName("folders and files of an older version")
  void olderFiles() throws IOException {
    Path folder = directory.resolve("journal");
    write(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    Journals.open(folder).close();

    expectClosed(folder);
  }

  private static void write(Path folder) {
    try (FileJournal journal = Journals.open(folder)) {
      long ms = journal.status().newest().ms();
      Journals.appendEach(journal, Journals.ticks(ms + 1, ms + 40));
      assertThat(journal.nextEpoch(1)).isPositive();
    }
  }

  private static void expectClosed(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      List<Path> paths = all.toList();
      assertThat(paths).hasSizeGreaterThan(4);
      for (Path path : paths) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }
}
