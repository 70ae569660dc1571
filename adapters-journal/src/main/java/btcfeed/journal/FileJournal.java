package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal in a directory of segment files.
 *
 * <p>An append is one write, followed by a new {@link Layout} that replaces the old one. A reader
 * therefore sees complete appends and never waits for one. A thread of the journal syncs the files
 * every {@link JournalOptions#syncInterval}. A power cut can cost the appends of this interval; the
 * death of the process costs nothing.
 *
 * <p>Recovery begins at the head of the last segment that has checkpoints. A set of checkpoints is
 * one append, so it is complete on disk or absent. It states how far each sequence was, and
 * recovery reads all that follows. {@link JournalPort.Appended.Done#newSegment} asks for
 * checkpoints when a segment begins, and again after a restart or a failure. Until they are
 * written, recovery begins further back, and {@link #release} keeps what it needs.
 *
 * <p>{@link JournalCut} removes the newest records; the next append then begins a segment.
 *
 * <p>Bounds: {@link JournalOptions#maxBytes} for all segments on disk, and a few remains of
 * crashes; in memory an append buffer of 16 MiB at most, and 256 KiB for each reader.
 */
public final class FileJournal implements JournalPort {
  private static final Appended DONE = new Appended.Done(false);
  private static final Appended DONE_CHECKPOINTS_DUE = new Appended.Done(true);

  private final Path directory;
  private final JournalOptions options;
  private final Disk disk;
  private final DirectoryLock lock;
  private final List<String> notes;
  private final LayoutRef layout;
  private final SegmentWriter writer;
  private final Syncer syncer;
  private final SegmentRetention retention;
  private final RecordRestore restore;
  private final JournalCut cut;
  private final LineageFile lineage;
  private final AppendBuffer buffer = new AppendBuffer();
  private final Object appending = new Object();
  private JournalIdentity identity;
  private boolean wasCut;
  private volatile boolean closed;
  private volatile boolean checkpointsDue;
  private volatile String appendFailure = "";

  FileJournal(
      Path directory,
      JournalOptions options,
      Disk disk,
      DirectoryLock lock,
      JournalIdentity identity,
      LineageFile lineage,
      JournalRecovery.Found found,
      List<String> notes)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.disk = disk;
    this.lock = lock;
    this.identity = identity;
    this.lineage = lineage;
    this.notes = List.copyOf(notes);
    layout = new LayoutRef(found.layout());
    writer = new SegmentWriter(disk);
    syncer = new Syncer(directory, disk, layout);
    retention = new SegmentRetention(layout, disk, syncer);
    restore = new RecordRestore(found.lost(), layout, disk);
    cut = new JournalCut(directory, disk, layout);
    if (!found.layout().isEmpty()) {
      writer.open(found.layout().last().path());
      checkpointsDue = !found.layout().checkpointsInLast();
    }
  }

  /**
   * Opens the journal of a directory and creates it if need be.
   *
   * @param freshInstance the name of a new journal, best a random UUID; an existing one keeps its
   *     name
   */
  public static OpenResult open(Path directory, JournalOptions options, String freshInstance) {
    return open(directory, options, freshInstance, new Disk());
  }

  static OpenResult open(Path directory, JournalOptions options, String freshInstance, Disk disk) {
    return JournalFolder.open(directory, options, freshInstance, disk);
  }

  /**
   * Why the journal of a directory could not be opened or created now; empty if it could. Leaves
   * nothing behind but folders.
   */
  public static Optional<String> obstacle(Path directory) {
    return JournalFolder.obstacle(directory);
  }

  void start() {
    syncer.start(options.syncInterval());
  }

  /** What an operator should know about the opening; usually empty. */
  public List<String> openingNotes() {
    return notes;
  }

  /** The journal's name, the same for as long as its directory exists. */
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
      Layout now = layout.get();
      buffer.encode(entries, now.newest());
      boolean begins =
          now.isEmpty() || wasCut || now.tail() + buffer.size() > options.segmentBytes();
      try {
        cut.finish();
        if (begins) {
          beginSegment(now, entries);
        } else {
          extendSegment(now, entries);
        }
      } catch (IOException failed) {
        checkpointsDue |= !now.checkpointsInLast();
        appendFailure = "cannot append: " + Disk.why(failed);
        return refusal(failed, buffer.size(), appendFailure);
      }
      if (!appendFailure.isEmpty()) {
        appendFailure = "";
      }
      boolean due = begins || checkpointsDue;
      if (due) {
        checkpointsDue = false;
      }
      return due && !buffer.hasCheckpoints() ? DONE_CHECKPOINTS_DUE : DONE;
    }
  }

  private Appended refusal(IOException failed, long needed, String detail) {
    return disk.isFull(failed, directory.resolve(DirectoryLock.FILE), needed)
        ? new Appended.NoRoom(detail)
        : new Appended.Failed(detail);
  }

  private void beginSegment(Layout now, List<Entry> entries) throws IOException {
    SegmentHeader header =
        new SegmentHeader(now.endOrdinal(), now.newest(), entries.getFirst().id());
    int bytes = SegmentHeader.BYTES + buffer.size();
    retention.makeRoom(Math.max(bytes, options.segmentBytes()), options.maxBytes());
    Path path = directory.resolve(Segment.fileName(header.first()));
    writer.begin(path, buffer.segment(header));
    JournalId last = entries.getLast().id();
    Segment segment = new Segment(path, header, 0, Segment.UNCOUNTED);
    layout.update(
        at ->
            at.begun(
                segment, bytes, entries.size(), buffer.ticks(), last, buffer.hasCheckpoints()));
    wasCut = false;
    syncer.directoryChanged();
  }

  private void extendSegment(Layout now, List<Entry> entries) throws IOException {
    writer.extend(buffer.frames(), now.tail());
    JournalId last = entries.getLast().id();
    layout.update(
        at ->
            at.extended(
                buffer.size(), entries.size(), buffer.ticks(), last, buffer.hasCheckpoints()));
  }

  @Override
  public void recover(Consumer<Entry> each) {
    JournalReplay.of(layout, disk, each);
  }

  @Override
  public Reader readAfter(JournalId after) {
    return JournalReader.after(after, layout, disk);
  }

  @Override
  public Reader readNewest(int records) {
    Layout now = layout.get();
    long from = Math.max(now.oldestOrdinal(), now.endOrdinal() - records);
    return JournalReader.at(from, now, layout, disk);
  }

  @Override
  public boolean holds(JournalId id) {
    return JournalReader.finds(id, layout.get(), disk);
  }

  @Override
  public List<LostRange> lostRanges() {
    return restore.lost();
  }

  @Override
  public Appended restore(List<Entry> entries) {
    synchronized (appending) {
      if (closed) {
        return new Appended.Failed("the journal is closed");
      }
      try {
        restore.putBack(entries);
        // The open files may have been replaced.
        syncer.filesReplaced();
        if (!layout.get().isEmpty()) {
          writer.open(layout.get().last().path());
        }
      } catch (IOException failed) {
        return new Appended.Failed("cannot restore: " + Disk.why(failed));
      }
      Appended appended = restore.append(entries, this::append);
      if (appended instanceof Appended.Done(boolean newSegment)) {
        checkpointsDue |= newSegment;
        return DONE;
      }
      return appended;
    }
  }

  @Override
  public Appended cutAfter(JournalId id) {
    synchronized (appending) {
      if (closed) {
        return new Appended.Failed("the journal is closed");
      }
      try {
        if (layout.get().newest().isAfter(id)) {
          cut.finish();
          retention.publish(cut, id);
          restore.cutAfter(id);
          wasCut = true;
          writer.close();
        }
        cut.finish();
        return DONE;
      } catch (IOException failed) {
        String detail = "cannot remove the records after " + id + ": " + Disk.why(failed);
        return refusal(failed, options.segmentBytes(), detail);
      }
    }
  }

  @Override
  public Lineage lineage() {
    return lineage.get();
  }

  @Override
  public void lineage(Lineage next) {
    synchronized (appending) {
      if (closed) {
        throw new UncheckedIOException(new IOException("the journal is closed"));
      }
      lineage.store(next);
    }
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
    checkpointsDue |= layout.get().checkpointBase() == Layout.NONE;
    return lost;
  }

  @Override
  public Status status() {
    Layout now = layout.get();
    return new Status(
        now.oldest(),
        now.newest(),
        syncer.syncedTo(),
        now.records(),
        now.bytes(),
        options.maxBytes(),
        now.segments().size(),
        retention.lost(),
        restore.losses(retention.forRoom()),
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
        writer) {
      syncer.close();
    } catch (IOException ignored) {
      // Everything was synced or reported before, so a file that will not close changes nothing.
    }
  }
}
