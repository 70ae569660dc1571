package btcfeed.domain.port;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Driven port: the durable, ordered log. Implemented by adapters-journal, faked by {@code
 * InMemoryJournal}.
 *
 * <p>Threads: {@link #append} and {@link #recover} from one thread; everything else from any.
 */
public interface JournalPort extends AutoCloseable {

  /**
   * Appends entries whose ids grow, and grow on from the last appended. On {@link Appended.Done}
   * they survive the death of this process, though not yet a power cut: see {@link
   * Status#syncedTo}. Otherwise none of them was appended. After a crash, too, they are there all
   * or not at all.
   */
  Appended append(List<Entry> entries);

  /**
   * Replays, in order, everything from the head of the last segment that holds marks, from the
   * oldest record if none does: enough to rebuild the state of every sequence, if a mark replaces
   * what was known of its market, and marks are appended all in one go. The entries that began a
   * segment come before its marks; a crash between the two leaves it without, and the segment
   * before is replayed as well.
   */
  void recover(Consumer<Entry> each);

  /**
   * Reads on from behind {@code after}; an id that is not held stands for its place in the order.
   */
  Reader readAfter(JournalId after);

  /** Reads on from the newest {@code records} that are there now, from all of them if fewer. */
  Reader readNewest(int records);

  /** True if exactly this record is held. */
  boolean holds(JournalId id);

  /**
   * Lets go of segments that nobody needs: wholly at or before {@code everyoneHas}, with at least
   * {@code keepTicks} ticks behind them, and not read by {@link #recover}. Other records do not
   * count: a store's stream is as long as its ticks are many.
   */
  void release(JournalId everyoneHas, long keepTicks);

  /**
   * Gives up the oldest segment to make room, whoever needs it; how many records were lost by that,
   * which {@link #release} had not said everyone has. The segment being written stays, and so does
   * one whose file cannot be deleted. Loud: the caller's part.
   */
  long dropOldest();

  /**
   * Where records are missing that could not be read when the journal was opened, oldest first and
   * not overlapping; empty as a rule. What lies in a place is unknown: records, or nothing that any
   * store has.
   */
  List<LostRange> lostRanges();

  /**
   * Puts back records that were lost, under the ids they had: into their {@link #lostRanges}, or
   * behind the newest. Before {@link #recover} and before the first append. Ids grow; one that is
   * held, or fits nowhere, changes nothing. On {@link Appended.Done} the ranges are empty.
   */
  Appended restore(List<Entry> entries);

  Status status();

  /** Syncs and closes. Idempotent. */
  @Override
  void close();

  /** What became of an append. */
  sealed interface Appended {
    /**
     * Done.
     *
     * @param newSegment true if these entries are the first of a segment, or it still has no marks
     *     after a restart or a failure: marks are due, in one append. Never true of marks
     */
    record Done(boolean newSegment) implements Appended {}

    /** There is no room: {@link JournalPort#dropOldest} may make some. */
    record NoRoom(String detail) implements Appended {}

    /** The disk failed in another way, which dropping records does not mend. */
    record Failed(String detail) implements Appended {}
  }

  /**
   * A place where records are missing.
   *
   * @param after the last record held before it
   * @param before the first record held behind it, {@link #END} if there is none
   */
  record LostRange(JournalId after, JournalId before) {
    /** After every record. */
    public static final JournalId END = new JournalId(Long.MAX_VALUE, Long.MAX_VALUE);

    /** True if a record of this id would lie in it. */
    public boolean contains(JournalId id) {
      return id.isAfter(after) && before.isAfter(id);
    }
  }

  /** One reader's place in the journal. One thread. */
  interface Reader extends AutoCloseable {
    /** The next records, at most {@code maxRecords} and about {@code maxBytes}, without waiting. */
    Read next(int maxRecords, int maxBytes);

    /** How many records lie between here and the end. */
    long remaining();

    @Override
    void close();
  }

  /** What a reader found. */
  sealed interface Read {
    /** Some records. */
    record Records(Batch batch) implements Read {}

    /** Nothing more for now. */
    record AtEnd() implements Read {}

    /**
     * Records were dropped before this reader came to them, or cannot be read; it stands behind
     * them now.
     */
    record Lost(long records) implements Read {}
  }

  /**
   * The journal's own account of itself.
   *
   * @param oldest first record held, START when there is none
   * @param newest last record appended, START when there is none
   * @param syncedTo last record known to survive a power cut
   * @param dropped records given up before every store had them, since this process started
   * @param losses what else is not there, or was not
   * @param failure what the last append or sync failed with; empty while all is well
   */
  record Status(
      JournalId oldest,
      JournalId newest,
      JournalId syncedTo,
      long records,
      long bytes,
      long maxBytes,
      int segments,
      long dropped,
      Losses losses,
      String failure) {}

  /**
   * Records that the journal does not have, since this process started.
   *
   * @param segmentsForRoom segments deleted before their time, because the journal had reached its
   *     limit or the disk was full
   * @param damagedPlaces places where records could not be read when the journal was opened
   * @param restored records read back from the stores
   * @param unasked true if no store could be asked what stood in the damaged places
   */
  record Losses(long segmentsForRoom, long damagedPlaces, long restored, boolean unasked) {
    /** All is there. */
    public static final Losses NONE = new Losses(0, 0, 0, false);
  }
}
