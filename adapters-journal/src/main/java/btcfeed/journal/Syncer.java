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
 * Makes what was appended survive a power cut, many appends at a time, with files of its own and no
 * lock that an append would wait for.
 *
 * <p>When a sync fails, Linux may forget that the pages were dirty: a second try would then succeed
 * without having written them. So after a failure the bytes in doubt are read back and written
 * again before they are forced, and only then called synced.
 *
 * <p>A file that somebody removed while it is written to takes every write and keeps none: that is
 * a failure too, and stays one until the journal is opened again.
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
  private boolean doubtful;
  private boolean closed;
  private volatile long deletingBase = NOTHING;
  private volatile JournalId syncedTo = JournalId.START;
  private volatile String failure = "";

  Syncer(Path directory, Disk disk, LayoutRef layout) {
    this.directory = directory;
    this.disk = disk;
    this.layout = layout;
  }

  /** Last record known to be safe. */
  JournalId syncedTo() {
    return syncedTo;
  }

  /** What the last sync failed with, empty if it did not. */
  String failure() {
    return failure;
  }

  /** Says that a file was made or deleted. Any thread. */
  void directoryChanged() {
    directoryChanged.set(true);
  }

  /** Says that the file of a segment is about to be deleted: its absence is no failure. */
  void deleting(Segment segment) {
    deletingBase = segment.base();
  }

  /** Says how that went, after the layout in force tells of it. */
  void deleted(boolean done) {
    deletingBase = NOTHING;
    if (done) {
      directoryChanged();
    }
  }

  /** Says that other files stand in place of some: everything is synced again, as they are now. */
  synchronized void filesReplaced() throws IOException {
    closeFile();
    syncedOrdinal = -1;
    syncedBase = -1;
    directoryChanged();
  }

  /** Syncs everything published until now; nothing to do if that is synced. */
  synchronized void sync() {
    Layout at = layout.now();
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
      doubtful = false;
      // In this order: whoever sees that all is synced sees no failure any more.
      failure = "";
      syncedTo = at.newest();
    } catch (IOException | RuntimeException failed) {
      // Even a bug must be seen: an exception that left here would end the schedule unheard.
      doubtful = true;
      failure = "cannot sync: " + Disk.why(failed);
    }
  }

  /** Syncs now, and from now on this long after each sync. */
  void start(Duration interval) {
    sync();
    var _ =
        timer.scheduleWithFixedDelay(
            this::sync, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Syncs a last time; whether it worked, {@link #failure} tells. */
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
      if (doubtful) {
        long from = segment.base() == syncedBase ? syncedPosition : 0;
        rewrite(open, from, at.endPosition(index));
      }
      open.force();
    } catch (NoSuchFileException gone) {
      // In this order: a deletion ends after the layout tells of it.
      boolean beingDeleted = deletingBase == segment.base();
      boolean released = layout.now().oldestOrdinal() > segment.base();
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
