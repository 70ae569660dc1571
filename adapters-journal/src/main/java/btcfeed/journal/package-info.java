/**
 * The journal on disk: segment files, checksums, group sync, retention. Implements {@link
 * btcfeed.domain.port.JournalPort} and knows no venue, no store and no thread of the application.
 *
 * <p>Start reading at {@link btcfeed.journal.FileJournal}, then {@link btcfeed.journal.Layout}
 * (what is held, as one immutable value), {@link btcfeed.journal.Frame} and {@link
 * btcfeed.journal.SegmentHeader} (the bytes), {@link btcfeed.journal.JournalRecovery} (what a crash
 * may leave behind), {@link btcfeed.journal.JournalCut} (how the newest records are removed) and
 * {@link btcfeed.journal.JournalReader}.
 */
package btcfeed.journal;
