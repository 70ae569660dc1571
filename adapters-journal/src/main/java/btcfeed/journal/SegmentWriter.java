package btcfeed.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes appends to the last segment. A failed write leaves no partial record and no partial
 * segment. Used by the appending thread only.
 */
final class SegmentWriter implements Closeable {
  private final Disk disk;
  private Optional<JournalFile> file = Optional.empty();
  private boolean mustTruncate;

  SegmentWriter(Disk disk) {
    this.disk = disk;
  }

  void open(Path path) throws IOException {
    close();
    file = Optional.of(disk.forWriting(path));
  }

  /** Writes all the bytes at {@code position}, the end of the segment, or none. */
  void extend(ByteBuffer bytes, long position) throws IOException {
    JournalFile open = file.orElseThrow();
    if (mustTruncate) {
      open.truncate(position);
      mustTruncate = false;
    }
    try {
      open.write(bytes, position);
    } catch (IOException failed) {
      mustTruncate = true;
      truncate(open, position, failed);
      throw failed;
    }
  }

  /** Begins a segment with these bytes; after a failure the present one stays. */
  void begin(Path path, ByteBuffer bytes) throws IOException {
    JournalFile fresh = disk.create(path);
    try {
      fresh.write(bytes, 0);
    } catch (IOException failed) {
      discard(fresh, failed);
      throw failed;
    }
    close();
    mustTruncate = false;
    file = Optional.of(fresh);
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      JournalFile open = file.get();
      file = Optional.empty();
      open.close();
    }
  }

  private void truncate(JournalFile open, long position, IOException failed) {
    try {
      open.truncate(position);
      mustTruncate = false;
    } catch (IOException alsoFailed) {
      // Readers stop at the published end, and the next append truncates first.
      failed.addSuppressed(alsoFailed);
    }
  }

  private void discard(JournalFile fresh, IOException failed) {
    try (fresh) {
      disk.delete(fresh.path());
    } catch (IOException alsoFailed) {
      // The file holds no complete append, so the next start removes it.
      failed.addSuppressed(alsoFailed);
    }
  }
}
