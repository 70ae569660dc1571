package btcfeed.domain.port;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.util.List;
import java.util.function.Consumer;

/**
 * Driven port: the durable, ordered log. Implemented by adapters-journal, faked by {@code
 * InMemoryJournal}.
 *
 * <p>Threads: {@link #append} and {@link #recover} from one thread; everything else from any
 * thread.
 */
public interface JournalPort extends AutoCloseable {

  /**
   * Appends entries with increasing ids after the last one. After {@link Appended.Done} they
   * survive the death of the process, but not yet a power cut: see {@link Status#syncedTo}.
   * Otherwise none was appended. A crash leaves all of them or none.
   */
  Appended append(List<Entry> entries);

  /**
   * Replays, in order, everything from the head of the last segment with checkpoints, or from the
   * oldest record. This is enough to rebuild every sequence, if a checkpoint replaces the earlier
   * state of its market and checkpoints are appended in one call. The entries that began a segment
   * come before its checkpoints; a crash between the two makes the segment before be replayed as
   * well.
   */
  void recover(Consumer<Entry> each);

  /** Reads on from {@code after}, even if the journal does not hold that id. */
  Reader readAfter(JournalId after);

  /**
   * Starts with the newest {@code records}, or with all of them if there are fewer, and reads on.
   */
  Reader readNewest(int records);

  /** True if the journal holds exactly this record. */
  boolean holds(JournalId id);

  /**
   * Deletes segments that end at or before {@code appliedEverywhere}, have at least {@code
   * keepTicks} ticks after them, and are not needed by {@link #recover}. Only ticks count, because
   * they determine the length of a store's stream.
   */
  void release(JournalId appliedEverywhere, long keepTicks);

  /**
   * Deletes the oldest segment to make room, even if a store needs it; returns how many of its
   * records {@link #release} had not cleared. The current segment stays, and so does a file that
   * cannot be deleted. The caller reports it.
   */
  long dropOldest();

  /**
   * Where records could not be read when the journal was opened, oldest first and not overlapping;
   * usually empty. A range may contain records, or nothing that any store has.
   */
  List<LostRange> lostRanges();

  /**
   * Restores lost records under their ids: into their {@link #lostRanges}, or after the newest.
   * Called before {@link #recover} and the first append. Ids increase; a record that is held
   * already, or fits nowhere, changes nothing. After {@link Appended.Done} there are no ranges.
   */
  Appended restore(List<Entry> entries);

  /**
   * Removes every record after {@code id}: another leader has continued the history from there. A
   * reader that was past {@code id} continues after it. Called by the thread that appends. After
   * {@link Appended.Done} the records are gone for good, and the next append begins a segment.
   */
  Appended cutAfter(JournalId id);

  /** Which leaders wrote this journal. Any thread. */
  Lineage lineage();

  /**
   * Replaces the lineage; durable on return, or it throws {@link java.io.UncheckedIOException} and
   * nothing has changed.
   */
  void lineage(Lineage lineage);

  Status status();

  /** Syncs and closes. Idempotent. */
  @Override
  void close();

  /** The result of an append. */
  sealed interface Appended {
    /**
     * @param newSegment true if these entries begin a segment, or the segment still lacks
     *     checkpoints after a restart or a failure: the caller appends checkpoints in one call.
     *     Never true of checkpoints
     */
    record Done(boolean newSegment) implements Appended {}

    /** The disk is full: {@link JournalPort#dropOldest} may make room. */
    record NoRoom(String detail) implements Appended {}

    /** The disk failed in another way; dropping records does not help. */
    record Failed(String detail) implements Appended {}
  }

  /**
   * A place where records are missing.
   *
   * @param after the last record held before it
   * @param before the first record held after it, {@link #END} if there is none
   */
  record LostRange(JournalId after, JournalId before) {
    /** After every record. */
    public static final JournalId END = new JournalId(Long.MAX_VALUE, Long.MAX_VALUE);

    /** True if a record with this id belongs in the range. */
    public boolean contains(JournalId id) {
      return id.isAfter(after) && before.isAfter(id);
    }
  }

  /** A position in the journal. One thread. */
  interface Reader extends AutoCloseable {
    /** The next records, at most {@code maxRecords} and about {@code maxBytes}, without waiting. */
    Read next(int maxRecords, int maxBytes);

    /** How many records lie between here and the end. */
    long remaining();

    @Override
    void close();
  }

  /** The result of a read. */
  sealed interface Read {
    record Records(Batch batch) implements Read {}

    /** There are no more records now. */
    record AtEnd() implements Read {}

    /**
     * Records were dropped before the reader reached them, or are unreadable. The reader is after
     * them now.
     */
    record Lost(long records) implements Read {}
  }

  /**
   * The state of the journal.
   *
   * @param oldest first record held, START if there is none
   * @param newest last record appended, START if there is none
   * @param syncedTo last record that survives a power cut
   * @param dropped records dropped since the start of the process before every store had them
   * @param failure the error of the last append or sync; empty while it works
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
   * Records that the journal lacks, counted since the start of the process.
   *
   * @param segmentsForRoom segments deleted early because of the limit or a full disk
   * @param damagedPlaces places that could not be read when the journal was opened
   * @param restored records restored from the stores
   * @param unasked true if no store could be asked for the damaged places
   */
  record Losses(long segmentsForRoom, long damagedPlaces, long restored, boolean unasked) {
    public static final Losses NONE = new Losses(0, 0, 0, false);
  }
}
