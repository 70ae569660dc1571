package btcfeed.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The journal's operations on a file system. Tests replace it to inject failures. */
class Disk {
  private static final List<String> NO_ROOM =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "Disc quota exceeded",
          "There is not enough space on the disk");

  JournalFile create(Path path) throws IOException {
    return JournalFile.create(path);
  }

  JournalFile forWriting(Path path) throws IOException {
    return JournalFile.forWriting(path);
  }

  JournalFile forReading(Path path) throws IOException {
    return JournalFile.forReading(path);
  }

  void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  /** Makes new, renamed and deleted files of a directory survive a power cut. */
  void forceDirectory(Path directory) throws IOException {
    try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  /** Free bytes on the file system of this file; unlimited if that is unknown. */
  long usableBytes(Path file) {
    try {
      Path folder = Optional.ofNullable(file.getParent()).orElse(file);
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * True if a write failed for lack of space. Linux, macOS and Windows are recognised by their
   * English messages, others by the free space.
   */
  boolean isFull(IOException failed, Path file, long neededBytes) {
    String text = String.valueOf(failed.getMessage());
    return NO_ROOM.stream().anyMatch(text::contains) || usableBytes(file) < neededBytes;
  }

  /** The reason for people. The message of a FileSystemException may be only a path. */
  static String why(Exception failed) {
    return switch (failed) {
      case NoSuchFileException e ->
          "there is no "
              + e.getFile()
              + Optional.ofNullable(e.getReason()).map(reason -> ", " + reason).orElse("");
      case AccessDeniedException e -> "no permission for " + e.getFile();
      case FileSystemException e when e.getReason() != null -> e.getReason() + ": " + e.getFile();
      case FileSystemException e -> e.getClass().getSimpleName() + " " + e.getFile();
      default -> String.valueOf(failed.getMessage());
    };
  }
}
