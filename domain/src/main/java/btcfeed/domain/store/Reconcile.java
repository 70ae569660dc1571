package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import java.util.function.Predicate;

/**
 * Decides how to continue with a store, from its position. This one function is all of recovery.
 *
 * <p>The service never remembers a cursor itself. Whatever happened to a store (emptied, restored
 * from an old snapshot, killed during a batch, written by an earlier journal), its own streams show
 * what it has.
 */
public sealed interface Reconcile {
  /** Send everything after {@code after}; a stream skips the ids it has. */
  record Resume(JournalId after) implements Reconcile {}

  /** Another leader wrote what comes after {@code after}: remove it, and decide again. */
  record Cut(JournalId after) implements Reconcile {}

  /** Another program's entry is in the stream: stop and report it, change nothing. */
  record Foreign(String stream, JournalId entry) implements Reconcile {}

  /** Another instance has taken the lease since: stop writing. */
  record Fenced(WriterLease by) implements Reconcile {}

  /**
   * @param ours the lease of this writer
   * @param common the last record that the journal and the store have in common, by their lineages
   * @param ourEntry whether the journal holds an id, or the id is older than the journal
   */
  static Reconcile decide(
      StorePosition at, WriterLease ours, JournalId common, Predicate<JournalId> ourEntry) {
    WriterLease lease = at.lease();
    if (lease.epoch() > ours.epoch()
        || (lease.epoch() == ours.epoch() && !lease.instance().equals(ours.instance()))) {
      return new Fenced(lease);
    }
    return hasCursor(at) ? withCursor(at, common) : withoutCursor(at, ourEntry);
  }

  /** False for a new store, and for one that lost {@code btc:feed}. */
  private static boolean hasCursor(StorePosition at) {
    return !at.applied().equals(JournalId.START)
        || !at.appliedTicks().equals(JournalId.START)
        || !at.appliedGaps().equals(JournalId.START);
  }

  /** Without a cursor, only the streams count. */
  private static Reconcile withoutCursor(StorePosition at, Predicate<JournalId> ourEntry) {
    if (!at.ticks().equals(JournalId.START) && !ourEntry.test(at.ticks())) {
      return new Foreign("btc:ticks", at.ticks());
    }
    if (!at.gaps().equals(JournalId.START) && !ourEntry.test(at.gaps())) {
      return new Foreign("btc:gaps", at.gaps());
    }
    return new Resume(earlier(at.ticks(), at.gaps()));
  }

  /**
   * Batch and cursor are written atomically, so a stream ahead of its cursor has a foreign entry.
   */
  private static Reconcile withCursor(StorePosition at, JournalId common) {
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
    // A cut sets the cursor to the streams' ends, so it also has to cover what they have lost.
    return at.end().isAfter(common) ? new Cut(earlier(after, common)) : new Resume(after);
  }

  private static JournalId earlier(JournalId a, JournalId b) {
    return a.isAfter(b) ? b : a;
  }
}
