package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;

/**
 * How far a store has the journal, read from the store itself.
 *
 * @param applied last journal record the store's writer marked as applied
 * @param appliedTicks last entry of {@code btc:ticks} that writer had made by then
 * @param appliedGaps last entry of {@code btc:gaps} that writer had made by then
 * @param ticks last id {@code btc:ticks} in fact ever had, START if there is no such stream
 * @param gaps the same of {@code btc:gaps}
 * @param lease who wrote it
 * @param contents how long its streams are and when it was written
 */
public record StorePosition(
    JournalId applied,
    JournalId appliedTicks,
    JournalId appliedGaps,
    JournalId ticks,
    JournalId gaps,
    WriterLease lease,
    StoreFacts facts,
    StoreContents contents) {

  /** One whose contents are not known. */
  public StorePosition(
      JournalId applied,
      JournalId appliedTicks,
      JournalId appliedGaps,
      JournalId ticks,
      JournalId gaps,
      WriterLease lease,
      StoreFacts facts) {
    this(applied, appliedTicks, appliedGaps, ticks, gaps, lease, facts, StoreContents.UNKNOWN);
  }
}
