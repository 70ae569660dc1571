package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import java.util.function.Predicate;

/**
 * What to do about a store, from where it stands: the whole of recovery is in this one function.
 *
 * <p>A cursor is never remembered on our side. Whatever happened to a store (emptied, restored from
 * an old snapshot, killed in the middle of a batch, written by an earlier journal), its own streams
 * say what it has, and sending goes on from there.
 */
public sealed interface Reconcile {
  /** Send everything after {@code after}; what a stream already has is skipped by its id. */
  record Resume(JournalId after) implements Reconcile {}

  /** Somebody else's entry stands where ours would have to: stop, say so, touch nothing. */
  record Foreign(String stream, JournalId entry) implements Reconcile {}

  /** A writer that started later has the store: stop, say so. */
  record Fenced(WriterLease by) implements Reconcile {}

  /**
   * Decides.
   *
   * @param ours the writer asking
   * @param ourEntry whether an id is one the journal holds, or lies before all that it still holds
   */
  static Reconcile decide(StorePosition at, WriterLease ours, Predicate<JournalId> ourEntry) {
    WriterLease lease = at.lease();
    if (lease.epoch() > ours.epoch()) {
      return new Fenced(lease);
    }
    return lease.equals(WriterLease.NONE_YET) ? unmarked(at, ourEntry) : marked(at);
  }

  /** The writer's mark is gone or was never made: only the streams speak. */
  private static Reconcile unmarked(StorePosition at, Predicate<JournalId> ourEntry) {
    if (!at.ticks().equals(JournalId.START) && !ourEntry.test(at.ticks())) {
      return new Foreign("btc:ticks", at.ticks());
    }
    if (!at.gaps().equals(JournalId.START) && !ourEntry.test(at.gaps())) {
      return new Foreign("btc:gaps", at.gaps());
    }
    return new Resume(earlier(at.ticks(), at.gaps()));
  }

  /**
   * Batch and mark are written in one atomic step, so a stream ahead of its mark has a stranger in
   * it.
   */
  private static Reconcile marked(StorePosition at) {
    if (at.ticks().isAfter(at.appliedTicks())) {
      return new Foreign("btc:ticks", at.ticks());
    }
    if (at.gaps().isAfter(at.appliedGaps())) {
      return new Foreign("btc:gaps", at.gaps());
    }
    JournalId after = at.applied();
    if (at.appliedTicks().isAfter(at.ticks())) {
      after = earlier(after, at.ticks());
    }
    if (at.appliedGaps().isAfter(at.gaps())) {
      after = earlier(after, at.gaps());
    }
    return new Resume(after);
  }

  private static JournalId earlier(JournalId a, JournalId b) {
    return a.isAfter(b) ? b : a;
  }
}
