package btcfeed.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read, where the file system knows owners. */
final class OwnerOnlyFiles {
  private OwnerOnlyFiles() {}

  /** A new, empty file in the directory. */
  static Path createTemp(Path directory, String prefix) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix")
        ? Files.createTempFile(
            directory,
            prefix,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(directory, prefix, ".new");
  }
}
