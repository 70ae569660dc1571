package btcfeed.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The writing end: the file appends go to. A write that fails leaves nothing behind, neither half
 * records nor a half segment. The appending thread only.
 */
final class SegmentWriter implements Closeable {
  private final Disk disk;
  private Optional<JournalFile> file = Optional.empty();
  private boolean uncut;

  SegmentWriter(Disk disk) {
    this.disk = disk;
  }

  /** Goes on in a segment that is there. */
  void open(Path path) throws IOException {
    close();
    file = Optional.of(disk.forWriting(path));
  }

  /** Writes behind the first {@code position} bytes of the segment, or not at all. */
  void extend(ByteBuffer bytes, long position) throws IOException {
    JournalFile open = file.orElseThrow();
    if (uncut) {
      open.truncate(position);
      uncut = false;
    }
    try {
      open.write(bytes, position);
    } catch (IOException failed) {
      uncut = true;
      cut(open, position, failed);
      throw failed;
    }
  }

  /** Begins a segment with these bytes, or stays with the one it has. */
  void begin(Path path, ByteBuffer bytes) throws IOException {
    JournalFile fresh = disk.create(path);
    try {
      fresh.write(bytes, 0);
    } catch (IOException failed) {
      discard(fresh, failed);
      throw failed;
    }
    close();
    uncut = false;
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

  private void cut(JournalFile open, long position, IOException failed) {
    try {
      open.truncate(position);
      uncut = false;
    } catch (IOException alsoFailed) {
      // Readers do not look behind the published end; the next append cuts first.
      failed.addSuppressed(alsoFailed);
    }
  }

  private void discard(JournalFile fresh, IOException failed) {
    try (fresh) {
      disk.delete(fresh.path());
    } catch (IOException alsoFailed) {
      // What is left holds no whole append: the next start clears it away.
      failed.addSuppressed(alsoFailed);
    }
  }
}
