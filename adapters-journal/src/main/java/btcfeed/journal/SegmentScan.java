package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.port.JournalPort.LostRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file of one segment holds, found by reading all of it.
 *
 * <p>Damage with valid records behind it costs the records it hit. Whatever follows the last whole
 * append is its {@code tail}: the beginning of an append that a crash cut short, or damage with
 * nothing valid behind it.
 *
 * @param position where the last whole append ends
 * @param records valid records up to there
 * @param ticks how many of these are ticks
 * @param newest the last of them, START if there is none
 * @param marked true if a whole and undamaged append of marks is among them
 * @param lost where damage stands before {@code position}
 * @param tailRecords valid records behind {@code position}
 * @param tailTicks how many of these are ticks
 * @param last the last valid record of all; what came before the segment if it has none
 * @param damagedTail true if the tail is more than an append that was cut short
 */
record SegmentScan(
    long position,
    long records,
    long ticks,
    JournalId newest,
    boolean marked,
    List<LostRange> lost,
    long tailRecords,
    long tailTicks,
    JournalId last,
    boolean damagedTail) {

  /**
   * Reads a segment.
   *
   * @param cursor is turned to its file
   */
  static SegmentScan of(Segment segment, FrameCursor cursor) throws IOException {
    long position = SegmentHeader.BYTES;
    long records = 0;
    long ticks = 0;
    long tailRecords = 0;
    long tailTicks = 0;
    boolean marked = false;
    boolean marks = false;
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
      marks |= cursor.kind() == 'm';
      if (cursor.lastOfAppend()) {
        position = cursor.position();
        records += tailRecords;
        ticks += tailTicks;
        lost.addAll(tailLost);
        newest = id;
        marked |= marks && whole;
        tailRecords = 0;
        tailTicks = 0;
        tailLost.clear();
        marks = false;
        whole = true;
      }
    }
    boolean garbage = cursor.position() < segment.length() && !cursor.cutShort();
    return new SegmentScan(
        position,
        records,
        ticks,
        newest,
        marked,
        List.copyOf(lost),
        tailRecords,
        tailTicks,
        last,
        garbage || !tailLost.isEmpty());
  }

  /** Everything valid, the tail included: what a reader of a segment that is not the last gets. */
  long allRecords() {
    return records + tailRecords;
  }

  long allTicks() {
    return ticks + tailTicks;
  }
}
