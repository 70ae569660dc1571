package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes every record after the cursor, and files that an earlier writer did not complete. */
final class Cleaner {
  private final Path root;
  private final FolderState state;

  Cleaner(Path root, FolderState state) {
    this.root = root;
    this.state = state;
  }

  /** Also the repair after a crash in the middle of itself, because it can be repeated. */
  void clean() throws IOException {
    JournalId after = state.cursor().after();
    for (String table : Partition.TABLES) {
      for (Path day : inside(root.resolve(table))) {
        if (Partition.mayHaveAfter(day, after)) {
          for (Path market : inside(day)) {
            clean(market, after);
          }
        }
      }
    }
  }

  private void clean(Path market, JournalId after) throws IOException {
    boolean changed = false;
    for (Path file : inside(market)) {
      Optional<FileName> name = FileName.parse(file).filter(it -> it.last().isAfter(after));
      if (FileName.isUnfinished(file)) {
        Files.deleteIfExists(file);
      } else if (name.isPresent()) {
        if (!name.get().first().isAfter(after)) {
          new Shortener(file, state).keepUpToCursor();
        }
        Files.deleteIfExists(file);
        changed = true;
      }
    }
    if (changed) {
      SinkFolder.force(market);
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
        content.forEach(found::add);
      }
    }
    return found;
  }
}
