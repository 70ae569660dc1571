package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Deletes segments, oldest first: those that no store needs, and, for lack of space, those that a
 * store still needs, which it counts. The segment being written always stays.
 *
 * <p>A segment leaves the layout only after its file is deleted. Any thread; one at a time deletes,
 * and the others wait.
 */
final class SegmentRetention {
  private static final long NOTHING = -1;

  private final LayoutRef layout;
  private final Disk disk;
  private final Syncer syncer;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong forRoom = new AtomicLong();
  private volatile JournalId everyoneHas = JournalId.START;
  private volatile String failure = "";

  SegmentRetention(LayoutRef layout, Disk disk, Syncer syncer) {
    this.layout = layout;
    this.disk = disk;
    this.syncer = syncer;
  }

  /** Records deleted before every store had them. */
  long lost() {
    return lost.get();
  }

  /** Segments deleted for lack of space. */
  long forRoom() {
    return forRoom.get();
  }

  /** Why the last deletion failed; empty if it did not. */
  String failure() {
    return failure;
  }

  /**
   * Deletes segments at or before {@code everyone} that have {@code keepTicks} ticks after them and
   * that a recovery would not read. Each call counts the ticks of one segment of an earlier
   * process.
   */
  void release(JournalId everyone, long keepTicks) {
    everyoneHas = everyone;
    while (true) {
      Layout now = layout.get();
      if (!isFree(now)) {
        return;
      }
      OptionalInt uncounted = firstUncounted(now, keepTicks);
      if (uncounted.isPresent()) {
        count(now, uncounted.getAsInt());
        return;
      }
      Predicate<Layout> allowed = at -> isFree(at) && ticksBehindOldest(at) >= keepTicks;
      if (deleteOldest(false, allowed) == NOTHING) {
        return;
      }
    }
  }

  /** True if every store has the oldest segment, and a recovery would not read it. */
  private boolean isFree(Layout now) {
    return now.segments().size() > 1
        && now.recoveryIndex() > 0
        && !now.lastId(0).isAfter(everyoneHas);
  }

  /** Publishes a cut between two deletions; no store has a record after it. */
  synchronized void publish(JournalCut cut, JournalId id) throws IOException {
    syncer.publish(cut, id);
    if (everyoneHas.isAfter(id)) {
      everyoneHas = id;
    }
  }

  /** Deletes the oldest segment if there are two; returns the number of lost records. */
  long dropOldest() {
    return Math.max(0, deleteOldest(true, _ -> true));
  }

  /**
   * Deletes segments until {@code needed} more bytes stay within {@code maxBytes}.
   *
   * @throws IOException if they cannot be deleted
   */
  void makeRoom(long needed, long maxBytes) throws IOException {
    while (layout.get().segments().size() > 1 && layout.get().bytes() + needed > maxBytes) {
      if (deleteOldest(true, _ -> true) == NOTHING) {
        throw new IOException("the journal is at its limit, and " + failure);
      }
    }
  }

  private static long ticksBehindOldest(Layout now) {
    long ticks = 0;
    for (int i = 1; i < now.segments().size(); i++) {
      ticks += now.ticks(i);
    }
    return ticks;
  }

  /** The newest segment with uncounted ticks, among those needed to find the ticks to keep. */
  private static OptionalInt firstUncounted(Layout now, long keepTicks) {
    long ticks = 0;
    for (int i = now.segments().size() - 1; i > 0 && ticks < keepTicks; i--) {
      if (now.ticks(i) == Segment.UNCOUNTED) {
        return OptionalInt.of(i);
      }
      ticks += now.ticks(i);
    }
    return OptionalInt.empty();
  }

  private void count(Layout now, int index) {
    Segment segment = now.segments().get(index);
    long ticks = 0;
    try (FrameCursor cursor = new FrameCursor(disk)) {
      cursor.open(segment.path(), SegmentHeader.BYTES);
      while (cursor.nextReadable(segment.length())) {
        ticks += RecordFormat.isTick(cursor.kind()) ? 1 : 0;
      }
    } catch (IOException unreadable) {
      // An unreadable record fills no store, so it does not count.
    }
    long counted = ticks;
    layout.update(at -> at.counted(segment, counted));
  }

  /** Returns the number of lost records; {@link #NOTHING} if nothing was deleted. */
  private synchronized long deleteOldest(boolean room, Predicate<Layout> allowed) {
    Layout now = layout.get();
    if (now.segments().size() < 2 || !allowed.test(now)) {
      return NOTHING;
    }
    Segment oldest = now.segments().getFirst();
    long needed = stillNeeded(now);
    syncer.deleting(oldest);
    try {
      disk.delete(oldest.path());
    } catch (IOException failed) {
      failure = "cannot delete an old segment: " + Disk.why(failed);
      syncer.deleted(false);
      return NOTHING;
    }
    layout.update(Layout::withoutOldest);
    failure = "";
    lost.addAndGet(needed);
    if (room) {
      forRoom.incrementAndGet();
    }
    syncer.deleted(true);
    return needed;
  }

  /** How many records of the oldest segment some store does not have. */
  private long stillNeeded(Layout then) {
    JournalId has = everyoneHas;
    Segment oldest = then.segments().getFirst();
    long promised = then.endOrdinal(0) - oldest.base();
    if (!then.lastId(0).isAfter(has)) {
      return 0;
    }
    if (oldest.first().isAfter(has)) {
      return promised;
    }
    try (FrameCursor cursor = new FrameCursor(disk)) {
      cursor.open(oldest.path(), SegmentHeader.BYTES);
      return promised - cursor.skipThrough(has, oldest.length());
    } catch (IOException unreadable) {
      return promised;
    }
  }
}
