package btcfeed.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the journal of a directory, or explains to an operator why it cannot be opened. */
final class JournalFolder {
  private JournalFolder() {}

  /** As {@link FileJournal#open}, on this disk. */
  static OpenResult open(Path directory, JournalOptions options, String freshInstance, Disk disk) {
    try {
      OwnerOnly.folder(directory);
      return switch (DirectoryLock.take(directory)) {
        case DirectoryLock.Attempt.Refused(String holder) ->
            new OpenResult.InUse(inUse(directory, holder));
        case DirectoryLock.Attempt.Taken(DirectoryLock lock) ->
            openLocked(directory, options, freshInstance, disk, lock);
      };
    } catch (IOException failed) {
      return new OpenResult.Failed(cannotBeOpened(directory, failed));
    }
  }

  private static OpenResult openLocked(
      Path directory, JournalOptions options, String freshInstance, Disk disk, DirectoryLock lock)
      throws IOException {
    boolean ready = false;
    try {
      List<String> notes = new ArrayList<>();
      OwnerOnly.close(directory).ifPresent(notes::add);
      JournalIdentity identity = JournalIdentity.load(directory, freshInstance, disk);
      JournalRecovery.Found found = JournalRecovery.load(directory, disk, notes);
      LineageFile lineage =
          LineageFile.load(directory, identity, found.layout().isEmpty(), disk, notes);
      FileJournal journal =
          new FileJournal(directory, options, disk, lock, identity, lineage, found, notes);
      journal.start();
      ready = true;
      return new OpenResult.Ready(journal);
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

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

  private static String inUse(Path directory, String holder) {
    return "the journal in "
        + directory
        + " is in use by "
        + holder
        + "; stop it, or give this service another data directory";
  }

  private static String cannotBeOpened(Path directory, IOException failed) {
    return "the journal in " + directory + " cannot be opened: " + Disk.why(failed);
  }
}
