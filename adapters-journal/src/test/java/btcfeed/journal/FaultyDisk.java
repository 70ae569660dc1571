package btcfeed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A disk that can be full or fail, and records where it was written. */
final class FaultyDisk extends Disk {
  /** Free bytes. */
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  /** Changes of files that still work; after them every one fails, as for a dead process. */
  final AtomicLong changes = new AtomicLong(Long.MAX_VALUE);

  /** Skips syncs, for tests with thousands of openings. */
  volatile boolean syncsNothing;

  volatile boolean syncFails;
  volatile boolean cutFails;
  volatile boolean deleteFails;
  volatile boolean openFails;

  /** Error of every write, other than a full disk; empty for none. */
  volatile String writeFails = "";

  volatile long usable = Long.MAX_VALUE;

  /** Run once, before or after the next file is opened for reading. */
  final AtomicReference<Runnable> beforeReading = new AtomicReference<>(() -> {});

  final AtomicReference<Runnable> afterReading = new AtomicReference<>(() -> {});
  final List<Write> writes = new CopyOnWriteArrayList<>();

  record Write(Path path, long from, long to) {}

  @Override
  JournalFile create(Path path) throws IOException {
    change();
    return new Faulty(super.create(path));
  }

  @Override
  JournalFile forWriting(Path path) throws IOException {
    return new Faulty(super.forWriting(path));
  }

  @Override
  JournalFile forReading(Path path) throws IOException {
    if (openFails) {
      throw new IOException("Too many open files");
    }
    beforeReading.getAndSet(() -> {}).run();
    JournalFile file = super.forReading(path);
    afterReading.getAndSet(() -> {}).run();
    return file;
  }

  @Override
  long usableBytes(Path file) {
    return usable;
  }

  @Override
  void delete(Path path) throws IOException {
    change();
    if (deleteFails) {
      throw new IOException("Read-only file system");
    }
    super.delete(path);
  }

  @Override
  void forceDirectory(Path directory) throws IOException {
    change();
    if (syncFails) {
      throw new IOException("Input/output error");
    }
    if (!syncsNothing) {
      super.forceDirectory(directory);
    }
  }

  private void change() throws IOException {
    if (changes.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      throw new IOException("the process is dead");
    }
  }

  private final class Faulty extends JournalFile {
    Faulty(JournalFile real) {
      super(real);
    }

    @Override
    void write(ByteBuffer from, long position) throws IOException {
      change();
      if (!writeFails.isEmpty()) {
        throw new FileSystemException(path().toString(), null, writeFails);
      }
      int wanted = from.remaining();
      int written = (int) Math.min(wanted, room.get());
      writes.add(new Write(path(), position, position + written));
      room.addAndGet(-written);
      super.write(from.limit(from.position() + written), position);
      if (written < wanted) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    void force() throws IOException {
      change();
      if (syncFails) {
        throw new IOException("Input/output error");
      }
      if (!syncsNothing) {
        super.force();
      }
    }

    @Override
    void truncate(long size) throws IOException {
      change();
      if (cutFails) {
        throw new IOException("Input/output error");
      }
      super.truncate(size);
    }
  }
}
