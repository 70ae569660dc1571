package btcfeed.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a journal could be in a directory, and what to tell a person if it cannot. */
final class JournalFolder {
  private JournalFolder() {}

  /** As {@link FileJournal#obstacle}. */
  static Optional<String> obstacle(Path directory) {
    try {
      OwnerOnly.folder(directory);
      Files.delete(Files.createTempFile(directory, "check", ""));
      if (!Files.exists(directory.resolve(DirectoryLock.FILE))) {
        return Optional.empty();
      }
      return switch (DirectoryLock.take(directory)) {
        case DirectoryLock.Attempt.Refused(String holder) -> Optional.of(inUse(directory, holder));
        case DirectoryLock.Attempt.Taken(DirectoryLock lock) -> {
          lock.close();
          yield Optional.empty();
        }
      };
    } catch (IOException failed) {
      return Optional.of(cannotBeOpened(directory, failed));
    }
  }

  static String inUse(Path directory, String holder) {
    return "the journal in "
        + directory
        + " is in use by "
        + holder
        + "; stop it, or give this service another data directory";
  }

  static String cannotBeOpened(Path directory, IOException failed) {
    return "the journal in " + directory + " cannot be opened: " + Disk.why(failed);
  }
}
