package btcfeed.journal;

import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/**
 * The cuts of the open journal, so that a reader that was past one goes back to it.
 *
 * <p>A cut behind a later and lower one is forgotten, because a reader goes back to the lowest.
 * Beyond {@value #MAX_KEPT} the oldest two become one, and a reader that saw neither the lower nor
 * the higher one of them reads some records twice.
 *
 * @param made how many there were
 * @param kept those that a reader may still have to follow; each is higher than the one before
 */
record Cuts(long made, List<Cut> kept) {
  static final Cuts NONE = new Cuts(0, List.of());
  static final int MAX_KEPT = 64;

  /**
   * The end of the journal after a cut.
   *
   * @param number 1 for the first cut
   * @param newest the last record that was left
   * @param ordinal the ordinal of the next record
   */
  record Cut(long number, JournalId newest, long ordinal) {}

  /** With one more. */
  Cuts and(JournalId newest, long ordinal) {
    List<Cut> next = new ArrayList<>(kept);
    while (!next.isEmpty() && next.getLast().ordinal() >= ordinal) {
      next.removeLast();
    }
    next.add(new Cut(made + 1, newest, ordinal));
    if (next.size() > MAX_KEPT) {
      Cut lowest = next.removeFirst();
      Cut higher = next.removeFirst();
      next.addFirst(new Cut(higher.number(), lowest.newest(), lowest.ordinal()));
    }
    return new Cuts(made + 1, List.copyOf(next));
  }

  /** The lowest cut after the first {@code seen} ones; there must be one. */
  Cut lowestAfter(long seen) {
    return kept.stream().filter(cut -> cut.number() > seen).findFirst().orElseThrow();
  }
}
