package btcfeed.domain.port;

import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import java.time.Duration;

/**
 * Driven port: a sink, a system outside the feed that gets every tick and every gap of the journal.
 * Implemented by plugins, faked by {@code InMemorySink}.
 *
 * <p>The leader {@link #claim}s the sink, and then {@link #write}s batch after batch. The sink
 * keeps its own cursor and moves it in the same atomic step as the records. After a failure or a
 * doubtful result the caller claims again and continues after the cursor; so the sink gets each
 * record once.
 *
 * <p>Threads: one at a time; {@link #close} from any thread. Time: each call returns within 10
 * seconds, and within a second after an interrupt. It never throws for a fault of the sink or of
 * the network.
 */
public interface SinkPort extends AutoCloseable {

  /** Reads the cursor, and changes nothing. Connects if necessary. */
  Answer position();

  /**
   * Takes the sink for this writer, and creates what it needs there. From now on the sink refuses
   * the writes of every claim before, if it can tell them apart.
   *
   * @param epoch of the leader; a sink that keeps it refuses a claim with a lower one
   * @return the cursor at the moment of the claim
   */
  Answer claim(long epoch);

  /**
   * Sets the cursor back, because another leader continued the history from there, and removes the
   * records after it. A sink that cannot remove records keeps them: then it gets some trades again,
   * under new ids. After a claim.
   *
   * @return the cursor after the removal
   */
  Answer rewind(SinkCursor to);

  /**
   * Writes the records and moves the cursor to that of the batch, in one atomic step: all of it
   * happens, or nothing. After a claim. A sink may keep records in memory: then its answer has the
   * cursor of what it has for good, and the caller repeats the rest after a failure.
   *
   * @return the cursor of all that survives the death of the process
   */
  Answer write(SinkBatch batch);

  /**
   * Completes what the sink keeps in memory, if that is due. Called about once a second while
   * nothing is written, and at the end.
   *
   * @param now true at the end: everything is due
   * @return the cursor of all that survives the death of the process
   */
  Answer flush(boolean now);

  /** How the sink likes its batches. */
  Pace pace();

  /** Closes every connection within a second. Idempotent. */
  @Override
  void close();

  /**
   * How a sink likes its batches.
   *
   * @param records the most in one batch, at most {@value #MOST_RECORDS}
   * @param gather how long records may wait for others, so that batches are larger
   */
  record Pace(int records, Duration gather) {
    /** The largest batch. */
    public static final int MOST_RECORDS = 65_536;

    public Pace {
      if (records < 1 || records > MOST_RECORDS) {
        throw new IllegalArgumentException("a batch has 1 to " + MOST_RECORDS + " records");
      }
    }
  }

  /** The result of a call. */
  sealed interface Answer {
    /** It happened. */
    record At(SinkCursor cursor) implements Answer {}

    /**
     * It may not have happened, and may succeed later: no connection, no answer, a refusal.
     *
     * @param detail for people: what failed and what they can do, without secrets
     */
    record Failed(String detail) implements Answer {}

    /** Another writer has claimed the sink. Nothing happened. */
    record Fenced(String detail) implements Answer {}
  }
}
