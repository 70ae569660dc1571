package btcfeed.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive right of one journal to write in a directory. It ends with the process.
 *
 * <p>Within this process a set holds the locked directories, not the file's lock alone. On POSIX
 * systems a process that closes any channel of a file gives up all its locks on it. A refused
 * second attempt would therefore free the first.
 */
final class DirectoryLock implements Closeable {
  static final String FILE = "lock";

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
  private static final int MAX_HOLDER_BYTES = 32;

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  sealed interface Attempt {
    record Taken(DirectoryLock lock) implements Attempt {}

    /** Another journal has it. */
    record Refused(String holder) implements Attempt {}
  }

  /** Takes the lock of an existing directory, if it is free. */
  static Attempt take(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD_HERE.add(real)) {
      return new Attempt.Refused("this process");
    }
    boolean taken = false;
    try {
      Attempt attempt = takeFile(real);
      taken = attempt instanceof Attempt.Taken;
      return attempt;
    } finally {
      if (!taken) {
        HELD_HERE.remove(real);
      }
    }
  }

  private static Attempt takeFile(Path directory) throws IOException {
    FileChannel channel = OwnerOnly.openOrCreate(directory.resolve(FILE));
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
      if (!taken) {
        return new Attempt.Refused(holder(channel));
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0).write(StandardCharsets.US_ASCII.encode(pid), 0);
      return new Attempt.Taken(new DirectoryLock(directory, channel));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
    channel.read(bytes, 0);
    String pid = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(directory);
    }
  }
}
