package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of one segment, found by reading the whole file.
 *
 * <p>Damage before a valid record costs only the records it hit. All that follows the last complete
 * append is the tail: an append that a crash cut short, or damage up to the end.
 *
 * @param position end of the last complete append
 * @param records valid records up to there
 * @param ticks how many of these are ticks
 * @param newest the last of them, START if there is none
 * @param checkpoints true if a complete append of checkpoints is among them
 * @param lost ranges that damage costs before {@code position}
 * @param tailRecords valid records after {@code position}
 * @param tailTicks how many of these are ticks
 * @param last the last valid record; without any, the last one before the segment
 * @param damagedTail true if the tail is more than an append that was cut short
 */
record SegmentScan(
    long position,
    long records,
    long ticks,
    JournalId newest,
    boolean checkpoints,
    List<LostRange> lost,
    long tailRecords,
    long tailTicks,
    JournalId last,
    boolean damagedTail) {

  static SegmentScan of(Segment segment, FrameCursor cursor) throws IOException {
    long position = SegmentHeader.BYTES;
    long records = 0;
    long ticks = 0;
    long tailRecords = 0;
    long tailTicks = 0;
    boolean checkpoints = false;
    boolean appendHasCheckpoints = false;
    boolean whole = true;
    JournalId newest = JournalId.START;
    JournalId last = segment.header().previous();
    List<LostRange> lost = new ArrayList<>();
    List<LostRange> tailLost = new ArrayList<>();
    cursor.open(segment.path(), position);
    while (cursor.next(segment.length())) {
      JournalId id = cursor.id();
      if (cursor.skipped()) {
        tailLost.add(new LostRange(last, id));
        whole = false;
      }
      last = id;
      tailRecords++;
      tailTicks += RecordFormat.isTick(cursor.kind()) ? 1 : 0;
      appendHasCheckpoints |= cursor.kind() == 'm';
      whole &= !cursor.cutAppend();
      if (cursor.lastOfAppend()) {
        position = cursor.position();
        records += tailRecords;
        ticks += tailTicks;
        lost.addAll(tailLost);
        newest = id;
        checkpoints |= appendHasCheckpoints && whole;
        tailRecords = 0;
        tailTicks = 0;
        tailLost.clear();
        appendHasCheckpoints = false;
        whole = true;
      }
    }
    boolean garbage = cursor.position() < segment.length() && !cursor.cutShort();
    return new SegmentScan(
        position,
        records,
        ticks,
        newest,
        checkpoints,
        List.copyOf(lost),
        tailRecords,
        tailTicks,
        last,
        garbage || !tailLost.isEmpty());
  }

  /** All valid records with the tail: what a reader gets of a segment before the last. */
  long allRecords() {
    return records + tailRecords;
  }

  long allTicks() {
    return ticks + tailTicks;
  }
}
