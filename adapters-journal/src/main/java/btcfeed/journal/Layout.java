package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything the journal holds, as one immutable value: what a reader of it sees is always whole.
 *
 * <p>The appending thread publishes a new one after each append, retention one after each drop;
 * nobody waits for anybody. Records are counted by <b>ordinal</b>: how many were appended before
 * them, ever.
 *
 * @param segments oldest first; appends go to the last
 * @param tail bytes of the last segment that hold whole appends; readers see no further
 * @param tailTicks how many records of the last segment are ticks
 * @param endOrdinal ordinal the next record will have
 * @param newest id of the last record, START if there is none
 * @param markedBase base of the last segment that holds marks, {@link #UNMARKED} if none does
 * @param sealedBytes bytes in all segments but the last
 */
record Layout(
    List<Segment> segments,
    long tail,
    long tailTicks,
    long endOrdinal,
    JournalId newest,
    long markedBase,
    long sealedBytes) {

  static final long UNMARKED = -1;

  static final Layout EMPTY = new Layout(List.of(), 0, 0, 0, JournalId.START, UNMARKED, 0);

  /** After an append to the last segment. */
  Layout extended(int bytes, int records, int ticks, JournalId last, boolean marked) {
    return new Layout(
        segments,
        tail + bytes,
        tailTicks + ticks,
        endOrdinal + records,
        last,
        marked ? last().base() : markedBase,
        sealedBytes);
  }

  /** After an append that began a segment. */
  Layout begun(
      Segment segment, long bytes, int records, int ticks, JournalId last, boolean marked) {
    List<Segment> longer = new ArrayList<>(segments);
    if (!longer.isEmpty()) {
      longer.add(longer.removeLast().sealedAt(tail, tailTicks));
    }
    longer.add(segment);
    return new Layout(
        List.copyOf(longer),
        bytes,
        ticks,
        endOrdinal + records,
        last,
        marked ? segment.base() : markedBase,
        sealedBytes + tail);
  }

  /** The same, known to have its last marks in the segment of this base. */
  Layout markedFrom(long base) {
    return new Layout(segments, tail, tailTicks, endOrdinal, newest, base, sealedBytes);
  }

  /** The same, with a segment's ticks counted; without it if that is gone. */
  Layout counted(Segment segment, long ticks) {
    int index = segments.indexOf(segment);
    return index < 0 || index == segments.size() - 1
        ? this
        : with(index, segment.counted(ticks), sealedBytes);
  }

  /** After a segment's file was replaced by one with more records. */
  Layout rewritten(int index, long length, long records, long ticks) {
    Segment segment = segments.get(index);
    boolean isLast = index == segments.size() - 1;
    return isLast
        ? new Layout(
            segments, length, ticks, segment.base() + records, newest, markedBase, sealedBytes)
        : with(index, segment.sealedAt(length, ticks), sealedBytes + length - segment.length());
  }

  private Layout with(int index, Segment by, long bytesSealed) {
    List<Segment> changed = new ArrayList<>(segments);
    changed.set(index, by);
    return new Layout(
        List.copyOf(changed), tail, tailTicks, endOrdinal, newest, markedBase, bytesSealed);
  }

  /** After the oldest segment was given up; there must be another. */
  Layout withoutOldest() {
    Segment oldest = segments.getFirst();
    return new Layout(
        List.copyOf(segments.subList(1, segments.size())),
        tail,
        tailTicks,
        endOrdinal,
        newest,
        markedBase == oldest.base() ? UNMARKED : markedBase,
        sealedBytes - oldest.length());
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  Segment last() {
    return segments.getLast();
  }

  long bytes() {
    return sealedBytes + tail;
  }

  long oldestOrdinal() {
    return isEmpty() ? endOrdinal : segments.getFirst().base();
  }

  long records() {
    return endOrdinal - oldestOrdinal();
  }

  /** Ticks in a segment, {@link Segment#UNCOUNTED} if nobody has looked yet. */
  long ticks(int index) {
    return index == segments.size() - 1 ? tailTicks : segments.get(index).ticks();
  }

  JournalId oldest() {
    return isEmpty() ? JournalId.START : segments.getFirst().first();
  }

  /** Where the readable bytes of a segment end. */
  long endPosition(int index) {
    return index == segments.size() - 1 ? tail : segments.get(index).length();
  }

  /** Ordinal behind the last record a segment promises. */
  long endOrdinal(int index) {
    return index == segments.size() - 1 ? endOrdinal : segments.get(index + 1).base();
  }

  /** Id of the last record a segment promises. */
  JournalId lastId(int index) {
    return index == segments.size() - 1 ? newest : segments.get(index + 1).header().previous();
  }

  /** Index of the segment that must hold this ordinal, which lies within the journal. */
  int indexOf(long ordinal) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).base() <= ordinal) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Index of the last segment that begins at or before this id, -1 if none does. */
  int indexOf(JournalId id) {
    int low = -1;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >> 1;
      if (segments.get(middle).first().isAfter(id)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** Index of the segment from whose head the state of every sequence can be rebuilt. */
  int recoveryIndex() {
    return markedBase == UNMARKED ? 0 : indexOf(markedBase);
  }
}
