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
 * One open file with access by position. One thread.
 *
 * <p>An interrupt closes a {@link FileChannel}, so a request to stop would break the journal. This
 * class opens the file again, repeats the operation and keeps the interrupt. An operation by
 * position may safely be repeated.
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

  /** Takes over the open file of {@code other}, for subclasses. */
  JournalFile(JournalFile other) {
    this(other.path, other.mode, other.channel);
  }

  static JournalFile forReading(Path path) throws IOException {
    return open(path, StandardOpenOption.READ);
  }

  static JournalFile forWriting(Path path) throws IOException {
    return open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

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

  /** Reads what is there, as far as {@code into} has room; -1 at the end of the file. */
  int read(ByteBuffer into, long position) throws IOException {
    return (int) uninterrupted(open -> open.read(into, position));
  }

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

  /** Makes the file's bytes survive a power cut. */
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
