package btcfeed.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Files and folders that only their owner may use: modes 0600 and 0700, whatever the umask is. File
 * systems without POSIX permissions keep their own rules.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  static FileChannel create(Path path) throws IOException {
    return open(
        path,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  static FileChannel openOrCreate(Path path) throws IOException {
    return open(
        path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Creates the folder and missing ones above it. */
  static void folder(Path path) throws IOException {
    Files.createDirectories(path, attributes(path, FOLDER));
  }

  /**
   * Removes the rights of other users from a folder of an earlier version, and from its files.
   * Returns the reason if that failed, else empty.
   */
  static Optional<String> close(Path folder) {
    try (var files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      tighten(folder, FOLDER);
      for (Path file : files) {
        tighten(file, FILE);
      }
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(
          "other users may read "
              + folder
              + ", and its permissions cannot be changed: "
              + Disk.why(failed));
    }
  }

  private static FileChannel open(Path path, Set<StandardOpenOption> how) throws IOException {
    return FileChannel.open(path, how, attributes(path, FILE));
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static void tighten(Path path, Set<PosixFilePermission> permissions) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && !permissions.containsAll(view.readAttributes().permissions())) {
      view.setPermissions(permissions);
    }
  }
}
