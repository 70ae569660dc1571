package btcfeed.journal;

import btcfeed.domain.journal.Lineage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The lineage of the journal's records, one line of {@link Lineage#text} in the journal's
 * directory. Any thread reads it; only one at a time may replace it.
 */
final class LineageFile {
  static final String FILE = "lineage";

  /** More than the text of {@link Lineage#MAX_TERMS} terms. */
  private static final int MAX_BYTES = 16 * 1024;

  private final Path directory;
  private final Disk disk;
  private volatile Lineage lineage = Lineage.NONE;

  private LineageFile(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /**
   * Reads the lineage. The journal of an earlier version has none: its only writer was itself, and
   * the file is created. A damaged file counts as no lineage, so that the stores' history is kept.
   */
  static LineageFile load(
      Path directory, JournalIdentity identity, boolean empty, Disk disk, List<String> notes) {
    LineageFile file = new LineageFile(directory, disk);
    Path path = directory.resolve(FILE);
    try {
      if (Files.exists(path)) {
        file.lineage = read(path, notes);
      } else if (!empty && identity.epoch() > 0) {
        file.lineage = Lineage.withoutLease(identity.instance());
        file.store(file.lineage);
      }
    } catch (IOException | UncheckedIOException failed) {
      notes.add("%s cannot be read or created: %s".formatted(path, Disk.why(failed)));
    }
    return file;
  }

  private static Lineage read(Path path, List<String> notes) throws IOException {
    Optional<Lineage> read =
        Files.size(path) > MAX_BYTES
            ? Optional.empty()
            : Lineage.parse(Files.readString(path, StandardCharsets.ISO_8859_1).strip());
    if (read.isEmpty()) {
      notes.add(
          path + " is damaged; the journal counts as another history than that of the stores");
    }
    return read.orElse(Lineage.NONE);
  }

  Lineage get() {
    return lineage;
  }

  /**
   * Replaces it in one step; on return the new one survives a power cut.
   *
   * @throws UncheckedIOException if that fails; then nothing has changed
   */
  void store(Lineage next) {
    Path draft = directory.resolve(FILE + ".new");
    try {
      try (JournalFile file = disk.create(draft)) {
        byte[] text = (next.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        file.write(ByteBuffer.wrap(text), 0);
        file.force();
      }
      Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
      disk.forceDirectory(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException("the lineage cannot be stored", failed);
    }
    lineage = next;
  }
}
