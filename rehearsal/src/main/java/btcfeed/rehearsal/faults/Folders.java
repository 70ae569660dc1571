package btcfeed.rehearsal.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories of a rehearsal. */
public final class Folders {
  private Folders() {}

  /** Deletes a directory with everything in it; prints what it has to leave behind. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException failed) {
      System.err.println("left behind: " + directory + " (" + failed + ")");
    }
  }
}
