package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes appends survive a power cut, many at a time. It opens the files itself and has no lock that
 * an append would wait for.
 *
 * <p>After a failed sync, Linux may mark dirty pages as clean, so a second sync would succeed
 * without writing them. The syncer therefore reads the bytes in doubt and writes them again before
 * the next sync.
 *
 * <p>A file that another program removed takes every write and keeps none. That counts as a failure
 * until the journal is opened again.
 */
final class Syncer implements Closeable {
  private static final int REWRITE_BYTES = 256 * 1024;
  private static final long NOTHING = -1;

  private final Path directory;
  private final Disk disk;
  private final LayoutRef layout;
  private final AtomicBoolean directoryChanged = new AtomicBoolean(true);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("journal-sync").daemon().factory());
  private Optional<JournalFile> file = Optional.empty();
  private long syncedOrdinal = -1;
  private long syncedBase = -1;
  private long syncedPosition;
  private boolean mustRewrite;
  private boolean closed;
  private volatile long deletingBase = NOTHING;
  private volatile JournalId syncedTo = JournalId.START;
  private volatile String failure = "";

  Syncer(Path directory, Disk disk, LayoutRef layout) {
    this.directory = directory;
    this.disk = disk;
    this.layout = layout;
  }

  /** The last record that survives a power cut. */
  JournalId syncedTo() {
    return syncedTo;
  }

  /** Why the last sync failed; empty if it did not. */
  String failure() {
    return failure;
  }

  /** Notes that a file was created or deleted. Any thread. */
  void directoryChanged() {
    directoryChanged.set(true);
  }

  /** Notes a deletion that begins, so that the missing file is no failure. */
  void deleting(Segment segment) {
    deletingBase = segment.base();
  }

  /** Notes the end of a deletion, after the new layout is published. */
  void deleted(boolean done) {
    deletingBase = NOTHING;
    if (done) {
      directoryChanged();
    }
  }

  /** Notes that files were replaced; everything is synced again. */
  synchronized void filesReplaced() throws IOException {
    closeFile();
    syncedOrdinal = -1;
    syncedBase = -1;
    directoryChanged();
  }

  /** Publishes a cut between two syncs; all that is left is synced again. */
  synchronized void publish(JournalCut cut, JournalId id) throws IOException {
    filesReplaced();
    cut.publish(id);
    JournalId newest = layout.get().newest();
    if (syncedTo.isAfter(newest)) {
      syncedTo = newest;
    }
  }

  /** Syncs everything published until now. */
  synchronized void sync() {
    Layout at = layout.get();
    boolean synced = at.endOrdinal() == syncedOrdinal && !directoryChanged.get();
    if (synced || closed) {
      return;
    }
    try {
      for (int i = 0; i < at.segments().size(); i++) {
        if (at.endOrdinal(i) > syncedOrdinal) {
          force(at, i);
        }
      }
      if (directoryChanged.getAndSet(false)) {
        forceDirectory();
      }
      syncedOrdinal = at.endOrdinal();
      syncedBase = at.isEmpty() ? -1 : at.last().base();
      syncedPosition = at.tail();
      mustRewrite = false;
      // In this order, so that a caller who sees the new position sees no old failure.
      failure = "";
      syncedTo = at.newest();
    } catch (IOException | RuntimeException failed) {
      // A bug counts as a failure too; an exception would end the schedule unnoticed.
      mustRewrite = true;
      failure = "cannot sync: " + Disk.why(failed);
    }
  }

  /** Syncs now, and then again this long after each sync. */
  void start(Duration interval) {
    sync();
    var _ =
        timer.scheduleWithFixedDelay(
            this::sync, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Syncs a last time; {@link #failure} reports the result. */
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    synchronized (this) {
      sync();
      closed = true;
      closeFile();
    }
  }

  private void force(Layout at, int index) throws IOException {
    Segment segment = at.segments().get(index);
    try {
      JournalFile open = turnTo(segment.path());
      if (!Files.exists(segment.path())) {
        throw new NoSuchFileException(segment.path().toString(), null, "removed while in use");
      }
      if (mustRewrite) {
        long from = segment.base() == syncedBase ? syncedPosition : 0;
        rewrite(open, from, at.endPosition(index));
      }
      open.force();
    } catch (NoSuchFileException gone) {
      // In this order, because a deletion ends after its layout is published.
      boolean beingDeleted = deletingBase == segment.base();
      boolean released = layout.get().oldestOrdinal() > segment.base();
      if (!beingDeleted && !released) {
        throw gone;
      }
    }
  }

  private void forceDirectory() throws IOException {
    try {
      disk.forceDirectory(directory);
    } catch (IOException failed) {
      directoryChanged.set(true);
      throw failed;
    }
  }

  private void closeFile() throws IOException {
    if (file.isPresent()) {
      JournalFile open = file.get();
      file = Optional.empty();
      open.close();
    }
  }

  private JournalFile turnTo(Path path) throws IOException {
    if (file.isPresent() && file.get().path().equals(path)) {
      return file.get();
    }
    closeFile();
    JournalFile open = disk.forWriting(path);
    file = Optional.of(open);
    return open;
  }

  private static void rewrite(JournalFile open, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(REWRITE_BYTES, to - from));
    long position = from;
    while (position < to) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), to - position));
      int read = open.read(bytes, position);
      if (read <= 0) {
        throw new IOException("the file is shorter than what was written to it");
      }
      open.write(bytes.flip(), position);
      position += read;
    }
  }
}
