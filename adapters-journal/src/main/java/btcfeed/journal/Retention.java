package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets segments go, oldest first: those nobody needs, and, when there must be room, those somebody
 * does, counted. The segment being written always stays. Any thread; waits for nobody.
 */
final class Retention {
  private final Published layout;
  private final Disk disk;
  private final Syncer syncer;
  private final AtomicLong lost = new AtomicLong();
  private volatile JournalId everyoneHas = JournalId.START;
  private volatile String failure = "";

  Retention(Published layout, Disk disk, Syncer syncer) {
    this.layout = layout;
    this.disk = disk;
    this.syncer = syncer;
  }

  /** Records given up before everyone had them. */
  long lost() {
    return lost.get();
  }

  /** What the last attempt to delete a file failed with, empty if it did not. */
  String failure() {
    return failure;
  }

  /**
   * Lets go of segments wholly at or before {@code everyoneHas}, with {@code keepRecords} behind
   * them, that a recovery would not read.
   */
  void release(JournalId everyone, long keepRecords) {
    everyoneHas = everyone;
    while (true) {
      Layout now = layout.now();
      boolean free =
          now.segments().size() > 1
              && now.recoveryIndex() > 0
              && !now.lastId(0).isAfter(everyone)
              && now.endOrdinal() - now.endOrdinal(0) >= keepRecords;
      if (!free) {
        return;
      }
      drop(now);
    }
  }

  /** Gives up the oldest segment if there are two; how many records that lost. */
  long dropOldest() {
    while (true) {
      Layout now = layout.now();
      if (now.segments().size() < 2) {
        return 0;
      }
      long before = lost.get();
      if (drop(now)) {
        return lost.get() - before;
      }
    }
  }

  /** Gives up segments until {@code needed} more bytes stay within {@code maxBytes}. */
  void makeRoom(long needed, long maxBytes) {
    while (layout.now().segments().size() > 1 && layout.now().bytes() + needed > maxBytes) {
      dropOldest();
    }
  }

  /** False if the layout has changed meanwhile. */
  private boolean drop(Layout now) {
    if (!layout.replace(now, now.withoutOldest())) {
      return false;
    }
    lost.addAndGet(neededBySomeone(now));
    try {
      disk.delete(now.segments().getFirst().path());
      failure = "";
    } catch (IOException failed) {
      failure = "cannot delete an old segment: " + Disk.why(failed);
    }
    syncer.directoryChanged();
    return true;
  }

  /** How many records of the oldest segment not everyone had. */
  private long neededBySomeone(Layout then) {
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
