package btcfeed.domain.port;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.WriterLease;

/**
 * Driven port: one place where prices are kept for readers, a replica of the journal. Implemented
 * by adapters-redis, faked by {@code InMemoryStore}.
 *
 * <p>A writer reads {@link #position}, takes the seat with {@link #claim}, and then {@link #keep}s
 * batch after batch. Each call is one atomic step in the store: it happens whole or not at all.
 *
 * <p>Order and repeats: batches are kept in call order; an entry whose id a stream already has, or
 * has passed, changes nothing. A caller in doubt reads the position and goes on from there.
 *
 * <p>Threads: called from one at a time. Time: each call returns within the implementation's stated
 * timeout, whatever the store does, and never throws for anything a store or network can do: an
 * answer of the wrong type is {@link Failure.Unanswered}, because nobody knows what it stands for.
 */
public interface PricePort extends AutoCloseable {

  /** Where the store stands now. Connects if need be. */
  Reading position();

  /**
   * Takes the writer's seat and sets the mark to {@code after}: the next batch kept is the one that
   * follows it.
   *
   * @param read the position this claim was decided from; if the store has moved since, the answer
   *     is {@link Outcome.Diverged} and nothing changed
   */
  Outcome claim(WriterLease lease, JournalId after, StorePosition read);

  /**
   * Takes the writer's seat as {@link #claim} does, and removes in the same step those streams from
   * which another program removed entries: they are filled from the journal's beginning again, as
   * after DEL. A caller asks for it only if the journal has everything that is removed so.
   */
  default Outcome claimAndRefill(WriterLease lease, StorePosition read) {
    return claim(lease, JournalId.START, read);
  }

  /**
   * Applies a batch: stream entries, latest values, history, channel and mark.
   *
   * @param after the last record applied before it, as the caller believes
   */
  Outcome keep(Batch batch, JournalId after);

  /**
   * Begins to {@link #keep} a batch, and does not wait for the store. No other call before its
   * outcome was taken.
   *
   * @param answered told, on any thread, when there is an outcome that was not there at once
   */
  default PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
    return new PendingWrite.Over(keep(batch, after));
  }

  /**
   * Brings up to date what readers look at first: the latest values, the history and the channel,
   * from the journal's newest records, ahead of the records themselves. Writes no stream entry and
   * moves no mark; what it brought, {@link #keep} leaves alone when it comes to those records.
   *
   * @param newest the journal's newest records; those at or before {@code after} change nothing
   * @param after the last record applied, as the caller believes
   */
  Outcome keepCritical(Batch newest, JournalId after);

  /**
   * Writes the mark again and nothing else: proof that the write path works, when nothing else
   * does.
   */
  Outcome probe(JournalId after);

  /** What the store refuses beside the streams. Any thread. */
  default StoreRefusals refusals() {
    return StoreRefusals.NONE;
  }

  /**
   * From now on what is written names this store as the one readers should use. Any thread; written
   * with the next batch or probe.
   */
  default void readersUse(StoreName active) {}

  /** What the store has, over connections of its own, for any thread; closed with this port. */
  ReadPort reads();

  /** Lets go of every connection. Idempotent. */
  @Override
  void close();

  /** The answer to {@link #position}. */
  sealed interface Reading {
    /** Here it stands. */
    record At(StorePosition position) implements Reading {}

    /** It could not be read. */
    record Failed(Failure failure) implements Reading {}
  }

  /** A batch on its way. */
  interface PendingWrite {
    /** True once the store has said that it has it: then {@link #outcome} does not wait. */
    boolean kept();

    /** True once there is an outcome, good or bad. */
    boolean over();

    /** What became of it. May wait, within the stated timeout, where it is not kept. Once. */
    Outcome outcome();

    /** One that was over when it began. */
    record Over(Outcome outcome) implements PendingWrite {
      @Override
      public boolean kept() {
        return outcome instanceof Outcome.Applied;
      }

      @Override
      public boolean over() {
        return true;
      }
    }
  }

  /** What became of a write. */
  sealed interface Outcome {
    /** Done, up to and including {@code applied}. */
    record Applied(JournalId applied) implements Outcome {}

    /** The store is not where the caller believed; nothing changed. Read the position. */
    record Diverged(String detail) implements Outcome {}

    /** Another writer has taken the seat; nothing changed. Stop. */
    record Fenced(WriterLease by) implements Outcome {}

    /** It did not work out, or nobody knows. */
    record Failed(Failure failure) implements Outcome {}
  }

  /** Why a call failed. Only {@link Unanswered} leaves open whether it took effect. */
  sealed interface Failure {
    /** What to tell a person. */
    String detail();

    /** No connection. */
    record Unreachable(String detail) implements Failure {}

    /** Sent, and no answer in time, or the connection broke while waiting. */
    record Unanswered(String detail) implements Failure {}

    /** The store said no: wrong password, no right, read-only, full, loading. */
    record Refused(String code, String detail) implements Failure {}
  }
}
