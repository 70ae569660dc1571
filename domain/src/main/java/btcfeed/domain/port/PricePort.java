package btcfeed.domain.port;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.WriterLease;

/**
 * Driven port: a store of prices for readers, a replica of the journal. Implemented by
 * adapters-redis, faked by {@code InMemoryStore}.
 *
 * <p>A sender reads the {@link #position}, {@link #claim}s the store, and then {@link #apply}s
 * batch after batch. Each call is one atomic step: it happens completely or not at all.
 *
 * <p>Order and repeats: batches are applied in call order. A stream skips ids that it has or has
 * passed. After a doubtful result the caller reads the position and continues from there.
 *
 * <p>Threads: one at a time. Time: each call returns within the implementation's timeout and never
 * throws for a fault of the store or network. An answer of the wrong type is {@link
 * Failure.Unanswered}, because its effect is unknown.
 */
public interface PricePort extends AutoCloseable {

  /** The position of the store. Connects if necessary. */
  PositionResult position();

  /**
   * Takes the writer lease unless it has it already, and sets the lineage and the cursor to {@code
   * after}.
   *
   * @param lineage who wrote the journal that this store will have
   * @param read the position this claim is based on; if the store has moved since, the result is
   *     {@link Outcome.Diverged} and nothing changed
   */
  Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read);

  /**
   * Takes the lease as {@link #claim} does, and removes in the same step the streams from which
   * another program removed entries, so that they are filled again from the journal's start. Only
   * if the journal holds everything that is removed.
   */
  default Outcome claimAndRefill(WriterLease lease, Lineage lineage, StorePosition read) {
    return claim(lease, lineage, JournalId.START, read);
  }

  /**
   * Removes the newest stream entries after {@code after}, and sets the cursor to where the streams
   * then end. Another leader wrote them, and the history that won does not have them. One call
   * removes a bounded number, newest first: {@link Outcome.Applied} has the cursor, and the caller
   * repeats until it is {@code after}. Values outside the streams stay until newer ones replace
   * them.
   *
   * @param lease this writer's, which the store has
   */
  Outcome cutAfter(WriterLease lease, JournalId after);

  /**
   * Applies a batch: stream entries, latest values, history, channel and cursor.
   *
   * @param after the last record applied before it, as the caller believes
   */
  Outcome apply(Batch batch, JournalId after);

  /**
   * Starts to {@link #apply} a batch without waiting for the store. No other call before its
   * outcome is taken.
   *
   * @param answered called, on any thread, when a later outcome is there
   */
  default PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
    return new PendingWrite.Completed(apply(batch, after));
  }

  /**
   * Writes the latest values, the history and the channel from the journal's newest records, ahead
   * of a backlog. Writes no stream entry and moves no cursor. {@link #apply} later skips the values
   * that are newer.
   *
   * @param newest the journal's newest records; those at or before {@code after} change nothing
   * @param after the last record applied, as the caller believes
   */
  Outcome applyCritical(Batch newest, JournalId after);

  /** Writes the cursor again and nothing else, to test the write path. */
  Outcome probe(JournalId after);

  /** What the store refuses beside the streams. Any thread. */
  default StoreRefusals refusals() {
    return StoreRefusals.NONE;
  }

  /** Writes the name of the active store with the next batch or probe. Any thread. */
  default void announceActiveStore(StoreName active) {}

  /** Reads the store over separate connections, from any thread; closed with this port. */
  ReadPort reads();

  /** Closes every connection. Idempotent. */
  @Override
  void close();

  sealed interface PositionResult {
    record At(StorePosition position) implements PositionResult {}

    record Failed(Failure failure) implements PositionResult {}
  }

  /** A batch that was sent. */
  interface PendingWrite {
    /** True once the store has confirmed the batch: then {@link #outcome} does not wait. */
    boolean isApplied();

    /** True once there is an outcome, good or bad. */
    boolean isDone();

    /** The outcome. May wait, within the timeout, unless the batch is applied. Call it once. */
    Outcome outcome();

    /** A write that had its outcome at once. */
    record Completed(Outcome outcome) implements PendingWrite {
      @Override
      public boolean isApplied() {
        return outcome instanceof Outcome.Applied;
      }

      @Override
      public boolean isDone() {
        return true;
      }
    }
  }

  /** The result of a write. */
  sealed interface Outcome {
    /** Applied, up to and including {@code applied}. */
    record Applied(JournalId applied) implements Outcome {}

    /** The store is not where the caller believed; nothing changed. Read the position. */
    record Diverged(String detail) implements Outcome {}

    /** Another writer has the lease; nothing changed. Stop. */
    record Fenced(WriterLease by) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}
  }

  /** Why a call failed. Only after {@link Unanswered} the effect is unknown. */
  sealed interface Failure {
    /** Text for people. */
    String detail();

    /** No connection. */
    record Unreachable(String detail) implements Failure {}

    /** Sent without an answer in time, or the connection broke. */
    record Unanswered(String detail) implements Failure {}

    /** The store refused: wrong password, no right, read-only, full, loading. */
    record Refused(String code, String detail) implements Failure {}
  }
}
