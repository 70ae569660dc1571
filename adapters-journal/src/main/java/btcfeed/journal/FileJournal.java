package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal in a directory of segment files.
 *
 * <p>An append is one write; what it wrote is then published by putting a new {@link Layout} in
 * place of the old, so a reader sees an append whole or not at all and never waits for one. A
 * thread of the journal's own forces the files every {@link JournalOptions#syncInterval}: that much
 * can be lost to a power cut, nothing to the death of the process.
 *
 * <p>Recovery begins at the head of the last segment that holds marks. Why that is enough: a set of
 * marks is one append, and an append is on disk whole or not at all, so those marks tell the state
 * of every sequence at their place, and everything behind them is read. Why there is such a
 * segment: marks are asked for ({@link JournalPort.Appended.Done#newSegment}) when a segment is
 * begun, and again after a restart or a failed append that found none in it; until they are there,
 * recovery begins further back, and {@link #release} keeps what it needs.
 *
 * <p>Bounds: at most {@link JournalOptions#maxBytes} of segments and a few kept remains of crashes
 * on disk; one append buffer of at most 16 MiB and 256 KiB for each reader in memory.
 */
public final class FileJournal implements JournalPort {
  private static final Appended DONE = new Appended.Done(false);
  private static final Appended DONE_MARKS_DUE = new Appended.Done(true);
  private static final int RECOVERY_RECORDS = 4096;
  private static final int RECOVERY_BYTES = 1024 * 1024;
  private static final int RESTORED_AT_ONCE = 1000;

  private final Path directory;
  private final JournalOptions options;
  private final Disk disk;
  private final DirectoryLock lock;
  private final List<String> notes;
  private final LayoutRef layout;
  private final SegmentWriter tail;
  private final Syncer syncer;
  private final SegmentRetention retention;
  private final RecordRestore restoring;
  private final AppendBuffer buffer = new AppendBuffer();
  private final Object appending = new Object();
  private JournalIdentity identity;
  private volatile boolean closed;
  private volatile boolean marksDue;
  private volatile String appendFailure = "";

  private FileJournal(
      Path directory,
      JournalOptions options,
      Disk disk,
      DirectoryLock lock,
      JournalIdentity identity,
      JournalRecovery.Found opened,
      List<String> notes)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.disk = disk;
    this.lock = lock;
    this.identity = identity;
    this.notes = List.copyOf(notes);
    Layout found = opened.layout();
    layout = new LayoutRef(found);
    tail = new SegmentWriter(disk);
    syncer = new Syncer(directory, disk, layout);
    retention = new SegmentRetention(layout, disk, syncer);
    restoring = new RecordRestore(opened.lost(), layout, disk);
    if (!found.isEmpty()) {
      tail.open(found.last().path());
      marksDue = found.markedBase() != found.last().base();
    }
  }

  /**
   * Opens the journal of a directory, making it if need be.
   *
   * @param freshInstance the name a new journal gets, best a random UUID; one that has a name keeps
   *     it
   */
  public static OpenResult open(Path directory, JournalOptions options, String freshInstance) {
    return open(directory, options, freshInstance, new Disk());
  }

  /**
   * Why the journal of a directory could not be opened or made now; empty if it could. Leaves
   * nothing behind but folders.
   */
  public static Optional<String> obstacle(Path directory) {
    return JournalFolder.obstacle(directory);
  }

  static OpenResult open(Path directory, JournalOptions options, String freshInstance, Disk disk) {
    try {
      OwnerOnly.folder(directory);
      return switch (DirectoryLock.take(directory)) {
        case DirectoryLock.Attempt.Refused(String holder) ->
            new OpenResult.InUse(JournalFolder.inUse(directory, holder));
        case DirectoryLock.Attempt.Taken(DirectoryLock lock) ->
            openLocked(directory, options, freshInstance, disk, lock);
      };
    } catch (IOException failed) {
      return new OpenResult.Failed(JournalFolder.cannotBeOpened(directory, failed));
    }
  }

  private static OpenResult openLocked(
      Path directory, JournalOptions options, String freshInstance, Disk disk, DirectoryLock lock)
      throws IOException {
    boolean ready = false;
    try {
      List<String> notes = new ArrayList<>();
      OwnerOnly.close(directory).ifPresent(notes::add);
      JournalIdentity identity = JournalIdentity.load(directory, freshInstance, disk);
      JournalRecovery.Found found = JournalRecovery.load(directory, disk, notes);
      FileJournal journal = new FileJournal(directory, options, disk, lock, identity, found, notes);
      journal.syncer.start(options.syncInterval());
      ready = true;
      return new OpenResult.Ready(journal);
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  /** What opening found and did that a person should know; empty as a rule. */
  public List<String> openingNotes() {
    return notes;
  }

  /** The journal's name, the same for as long as its directory lives. */
  public synchronized String instance() {
    return identity.instance();
  }

  /**
   * Takes the next epoch: {@code wallMs}, or one more than the last if that is higher. Durable on
   * return.
   *
   * @throws UncheckedIOException if it cannot be made durable; then it is not taken
   */
  public synchronized long nextEpoch(long wallMs) {
    try {
      identity = identity.next(wallMs).store(directory, disk);
      return identity.epoch();
    } catch (IOException failed) {
      throw new UncheckedIOException("the writer's epoch cannot be stored", failed);
    }
  }

  @Override
  public Appended append(List<Entry> entries) {
    synchronized (appending) {
      if (closed) {
        return new Appended.Failed("the journal is closed");
      }
      if (entries.isEmpty()) {
        return DONE;
      }
      Layout now = layout.now();
      buffer.encode(entries, now.newest());
      boolean begins = now.isEmpty() || now.tail() + buffer.size() > options.segmentBytes();
      try {
        if (begins) {
          begin(now, entries);
        } else {
          tail.extend(buffer.frames(), now.tail());
          publish(entries);
        }
      } catch (IOException failed) {
        if (now.isEmpty() || now.markedBase() != now.last().base()) {
          marksDue = true;
        }
        appendFailure = "cannot append: " + Disk.why(failed);
        return disk.isFull(failed, directory.resolve(DirectoryLock.FILE), buffer.size())
            ? new Appended.NoRoom(appendFailure)
            : new Appended.Failed(appendFailure);
      }
      if (!appendFailure.isEmpty()) {
        appendFailure = "";
      }
      return done(begins);
    }
  }

  private Appended done(boolean begun) {
    boolean due = begun || marksDue;
    if (due) {
      marksDue = false;
    }
    return due && !buffer.marked() ? DONE_MARKS_DUE : DONE;
  }

  private void begin(Layout now, List<Entry> entries) throws IOException {
    SegmentHeader header =
        new SegmentHeader(now.endOrdinal(), now.newest(), entries.getFirst().id());
    int bytes = SegmentHeader.BYTES + buffer.size();
    retention.makeRoom(Math.max(bytes, options.segmentBytes()), options.maxBytes());
    Path path = directory.resolve(Segment.fileName(header.first()));
    tail.begin(path, buffer.segment(header));
    JournalId last = entries.getLast().id();
    Segment segment = new Segment(path, header, 0, Segment.UNCOUNTED);
    layout.update(
        at -> at.begun(segment, bytes, entries.size(), buffer.ticks(), last, buffer.marked()));
    syncer.directoryChanged();
  }

  private void publish(List<Entry> entries) {
    JournalId last = entries.getLast().id();
    layout.update(
        at -> at.extended(buffer.size(), entries.size(), buffer.ticks(), last, buffer.marked()));
  }

  @Override
  public void recover(Consumer<Entry> each) {
    Layout now = layout.now();
    if (now.isEmpty()) {
      return;
    }
    long from = now.segments().get(now.recoveryIndex()).base();
    try (JournalReader reader = JournalReader.at(from, layout, disk)) {
      while (reader.remaining() > 0) {
        switch (reader.next(RECOVERY_RECORDS, RECOVERY_BYTES)) {
          case Read.Records(var batch) -> batch.entries().forEach(each);
          case Read.AtEnd() ->
              throw new UncheckedIOException(
                  new IOException("the journal cannot be read back; too many open files?"));
          case Read.Lost _ -> {
            // Its readers will report it; here the sequences find a gap and have it filled.
          }
        }
      }
    }
  }

  @Override
  public Reader readAfter(JournalId after) {
    return JournalReader.after(after, layout, disk);
  }

  @Override
  public Reader readNewest(int records) {
    Layout now = layout.now();
    long from = Math.max(now.oldestOrdinal(), now.endOrdinal() - records);
    return JournalReader.at(from, layout, disk);
  }

  @Override
  public boolean holds(JournalId id) {
    return JournalReader.finds(id, layout.now(), disk);
  }

  @Override
  public List<LostRange> lostRanges() {
    return restoring.lost();
  }

  @Override
  public Appended restore(List<Entry> entries) {
    synchronized (appending) {
      if (closed) {
        return new Appended.Failed("the journal is closed");
      }
      try {
        restoring.putBack(entries);
        // The files may be others now than those that are open.
        syncer.filesReplaced();
        if (!layout.now().isEmpty()) {
          tail.open(layout.now().last().path());
        }
      } catch (IOException failed) {
        return new Appended.Failed("cannot restore: " + Disk.why(failed));
      }
      return behindNewest(entries);
    }
  }

  private Appended behindNewest(List<Entry> entries) {
    JournalId newest = layout.now().newest();
    List<Entry> later = entries.stream().filter(entry -> entry.id().isAfter(newest)).toList();
    for (int at = 0; at < later.size(); at += RESTORED_AT_ONCE) {
      List<Entry> some = later.subList(at, Math.min(later.size(), at + RESTORED_AT_ONCE));
      switch (append(some)) {
        case Appended.Done(boolean newSegment) -> {
          restoring.appended(some.size());
          marksDue |= newSegment;
        }
        case Appended.NoRoom noRoom -> {
          return noRoom;
        }
        case Appended.Failed failed -> {
          return failed;
        }
      }
    }
    restoring.done();
    return DONE;
  }

  @Override
  public void release(JournalId everyoneHas, long keepTicks) {
    if (!closed) {
      retention.release(everyoneHas, keepTicks);
    }
  }

  @Override
  public long dropOldest() {
    if (closed) {
      return 0;
    }
    long lost = retention.dropOldest();
    if (layout.now().markedBase() == Layout.UNMARKED) {
      marksDue = true;
    }
    return lost;
  }

  @Override
  public Status status() {
    Layout now = layout.now();
    return new Status(
        now.oldest(),
        now.newest(),
        syncer.syncedTo(),
        now.records(),
        now.bytes(),
        options.maxBytes(),
        now.segments().size(),
        retention.lost(),
        restoring.losses(retention.forRoom()),
        failure());
  }

  private String failure() {
    if (!appendFailure.isEmpty()) {
      return appendFailure;
    }
    return syncer.failure().isEmpty() ? retention.failure() : syncer.failure();
  }

  @Override
  public void close() {
    synchronized (appending) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try (lock;
        tail) {
      syncer.close();
    } catch (IOException ignored) {
      // Everything was synced, or reported, before; a file that will not close changes nothing.
    }
  }
}
