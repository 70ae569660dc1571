package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;

/**
 * How much of the journal a store has, read from the store itself.
 *
 * @param applied the last journal record that its writer applied: the cursor
 * @param appliedTicks the last entry of {@code btc:ticks} up to the cursor
 * @param appliedGaps the last entry of {@code btc:gaps} up to the cursor
 * @param ticks the last id that {@code btc:ticks} ever had, START without a stream
 * @param gaps the same of {@code btc:gaps}
 * @param lease the last writer
 * @param lineage who wrote the streams; one term of the last writer if the store does not say
 * @param contents the lengths of the streams and the time of the last write
 */
public record StorePosition(
    JournalId applied,
    JournalId appliedTicks,
    JournalId appliedGaps,
    JournalId ticks,
    JournalId gaps,
    WriterLease lease,
    Lineage lineage,
    StoreFacts facts,
    StoreContents contents) {

  /** The last record of this history: the streams are ahead of the cursor while one is refilled. */
  public JournalId end() {
    return later(applied, later(appliedTicks, appliedGaps));
  }

  private static JournalId later(JournalId a, JournalId b) {
    return a.isAfter(b) ? a : b;
  }
}
