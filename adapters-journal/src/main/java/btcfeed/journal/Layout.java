package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of the journal as one immutable value, so that readers always see complete appends.
 *
 * <p>An append or a deletion publishes a new value; readers never wait. The <b>ordinal</b> of a
 * record is the number of records ever appended before it, without those that a cut removed.
 *
 * @param segments oldest first; appends go to the last
 * @param tail bytes of the last segment that hold complete appends; readers see no further
 * @param tailTicks number of ticks in the last segment
 * @param endOrdinal ordinal of the next record
 * @param newest id of the last record, START if there is none
 * @param checkpointBase base of the last segment with checkpoints, {@link #NONE} if none has any
 * @param cuts how often records were removed at the end, and where
 */
record Layout(
    List<Segment> segments,
    long tail,
    long tailTicks,
    long endOrdinal,
    JournalId newest,
    long checkpointBase,
    Cuts cuts) {

  static final long NONE = -1;

  static final Layout EMPTY = new Layout(List.of(), 0, 0, 0, JournalId.START, NONE, Cuts.NONE);

  Layout extended(int bytes, int records, int ticks, JournalId last, boolean checkpoints) {
    return new Layout(
        segments,
        tail + bytes,
        tailTicks + ticks,
        endOrdinal + records,
        last,
        checkpoints ? last().base() : checkpointBase,
        cuts);
  }

  Layout begun(
      Segment segment, long bytes, int records, int ticks, JournalId last, boolean checkpoints) {
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
        checkpoints ? segment.base() : checkpointBase,
        cuts);
  }

  /** With the last checkpoints in the segment of this base. */
  Layout checkpointsIn(long base) {
    return new Layout(segments, tail, tailTicks, endOrdinal, newest, base, cuts);
  }

  /** With the count of a segment's ticks; unchanged if the segment is gone. */
  Layout counted(Segment segment, long ticks) {
    int index = segments.indexOf(segment);
    return index < 0 || index == segments.size() - 1 ? this : with(index, segment.counted(ticks));
  }

  /** With a segment's file replaced by one with more records. */
  Layout rewritten(int index, long length, long records, long ticks) {
    Segment segment = segments.get(index);
    boolean isLast = index == segments.size() - 1;
    return isLast
        ? new Layout(
            segments, length, ticks, segment.base() + records, newest, checkpointBase, cuts)
        : with(index, segment.sealedAt(length, ticks));
  }

  private Layout with(int index, Segment by) {
    List<Segment> changed = new ArrayList<>(segments);
    changed.set(index, by);
    return new Layout(
        List.copyOf(changed), tail, tailTicks, endOrdinal, newest, checkpointBase, cuts);
  }

  /** Without the oldest segment; there must be another. */
  Layout withoutOldest() {
    Segment oldest = segments.getFirst();
    return new Layout(
        List.copyOf(segments.subList(1, segments.size())),
        tail,
        tailTicks,
        endOrdinal,
        newest,
        checkpointBase == oldest.base() ? NONE : checkpointBase,
        cuts);
  }

  /**
   * Without the records after those that {@code kept} found.
   *
   * @param index the segment that becomes the last one
   * @param end end of its last record
   */
  Layout cut(int index, long end, SegmentScan kept, long checkpoints) {
    long ordinal = segments.get(index).base() + kept.allRecords();
    return new Layout(
        List.copyOf(segments.subList(0, index + 1)),
        end,
        kept.allTicks(),
        ordinal,
        kept.last(),
        checkpoints,
        cuts.and(kept.last(), ordinal));
  }

  /** Without any record. */
  Layout cleared() {
    long ordinal = oldestOrdinal();
    return new Layout(
        List.of(), 0, 0, ordinal, JournalId.START, NONE, cuts.and(JournalId.START, ordinal));
  }

  boolean checkpointsInLast() {
    return !isEmpty() && checkpointBase == last().base();
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  Segment last() {
    return segments.getLast();
  }

  long bytes() {
    return segments.stream()
            .limit(Math.max(0, segments.size() - 1))
            .mapToLong(Segment::length)
            .sum()
        + tail;
  }

  long oldestOrdinal() {
    return isEmpty() ? endOrdinal : segments.getFirst().base();
  }

  long records() {
    return endOrdinal - oldestOrdinal();
  }

  /** Number of ticks in a segment, or {@link Segment#UNCOUNTED}. */
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

  /** Ordinal after the last record of a segment, by the headers. */
  long endOrdinal(int index) {
    return index == segments.size() - 1 ? endOrdinal : segments.get(index + 1).base();
  }

  /** Id of the last record of a segment, by the headers. */
  JournalId lastId(int index) {
    return index == segments.size() - 1 ? newest : segments.get(index + 1).header().previous();
  }

  /** Index of the segment with this ordinal, which lies within the journal. */
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

  int recoveryIndex() {
    return checkpointBase == NONE ? 0 : indexOf(checkpointBase);
  }
}
