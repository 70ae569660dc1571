package btcfeed.sink.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder of a sink: its state, and the lock under which the state changes. */
final class SinkFolder {
  private static final String CURSOR = "cursor";
  private static final String LOCK = "lock";

  private final Path root;

  SinkFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /**
   * Creates the folder, but not the one above it: without the disk that should be mounted there,
   * the whole history would go to another one.
   */
  void create() throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectory(root);
      force(Optional.ofNullable(root.getParent()).orElse(root));
    }
  }

  FolderState state() throws IOException {
    Path file = root.resolve(CURSOR);
    try {
      return FolderState.parse(Files.readAllLines(file, StandardCharsets.US_ASCII))
          .orElseThrow(
              () -> new IOException(file + " is damaged; restore it, or choose an empty folder"));
    } catch (NoSuchFileException none) {
      return newState();
    }
  }

  /** Without its cursor, the sink would remove every record in the folder. */
  private FolderState newState() throws IOException {
    if (Partition.TABLES.stream().map(root::resolve).anyMatch(Files::exists)) {
      throw new IOException(
          root + " has data but no file cursor; restore that file, or choose an empty folder");
    }
    return FolderState.NEW;
  }

  /** Atomic: after a crash the file has the old state or the new one. */
  void save(FolderState state) throws IOException {
    Path next = root.resolve("." + CURSOR + ".unfinished");
    try (FileChannel file =
        FileChannel.open(
            next,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(state.text());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(next, root.resolve(CURSOR), StandardCopyOption.ATOMIC_MOVE);
    force(root);
  }

  /** Makes new, renamed and deleted files of a folder survive a power cut. */
  static void force(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  /** Does something while no other writer of this host does, without waiting for one. */
  <T> T locked(Locked<T> action) throws IOException {
    try (FileChannel file =
            FileChannel.open(
                root.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = lock(file)) {
      return action.run(lock);
    }
  }

  private FileLock lock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock()).orElseThrow(this::busy);
    } catch (OverlappingFileLockException inThisProcess) {
      throw busy();
    }
  }

  private IOException busy() {
    return new IOException("another writer holds the file lock in " + root + " at the moment");
  }

  /** What happens under the lock. */
  interface Locked<T> {
    T run(FileLock lock) throws IOException;
  }
}
