package btcfeed.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One open file, by position only. One thread.
 *
 * <p>An interrupt closes a {@link FileChannel} for good, which would turn "please stop" into "the
 * journal is broken". Here the file is opened again, the operation repeated (by position, so that
 * twice is as good as once), and the interrupt kept for whoever waits for it.
 */
class JournalFile implements Closeable {
  private final Path path;
  private final OpenOption[] mode;
  private FileChannel channel;

  private JournalFile(Path path, OpenOption[] mode, FileChannel channel) {
    this.path = path;
    this.mode = mode;
    this.channel = channel;
  }

  /** Takes over what {@code other} has open: for subclasses that add to it. */
  JournalFile(JournalFile other) {
    this(other.path, other.mode, other.channel);
  }

  static JournalFile forReading(Path path) throws IOException {
    return open(path, StandardOpenOption.READ);
  }

  static JournalFile forWriting(Path path) throws IOException {
    return open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Makes the file, or empties it. */
  static JournalFile create(Path path) throws IOException {
    OwnerOnly.create(path).close();
    return forWriting(path);
  }

  private static JournalFile open(Path path, OpenOption... mode) throws IOException {
    return new JournalFile(path, mode, FileChannel.open(path, mode));
  }

  Path path() {
    return path;
  }

  /** Reads what is there, up to the room in {@code into}; -1 at the end of the file. */
  int read(ByteBuffer into, long position) throws IOException {
    return (int) uninterrupted(open -> open.read(into, position));
  }

  /** Writes all of {@code from}. */
  void write(ByteBuffer from, long position) throws IOException {
    long origin = position - from.position();
    uninterrupted(
        open -> {
          while (from.hasRemaining()) {
            open.write(from, origin + from.position());
          }
          return 0;
        });
  }

  /** Returns when the file's bytes would survive a power cut. */
  void force() throws IOException {
    uninterrupted(
        open -> {
          open.force(false);
          return 0;
        });
  }

  void truncate(long size) throws IOException {
    uninterrupted(
        open -> {
          open.truncate(size);
          return 0;
        });
  }

  long size() throws IOException {
    return uninterrupted(FileChannel::size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private long uninterrupted(Operation operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return operation.on(channel);
        } catch (ClosedByInterruptException closed) {
          interrupted = true;
          Thread.interrupted();
          channel = FileChannel.open(path, mode);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private interface Operation {
    long on(FileChannel channel) throws IOException;
  }
}
