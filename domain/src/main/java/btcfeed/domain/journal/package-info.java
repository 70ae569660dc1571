/**
 * The one ordered log everything else is derived from: its ids, its records and their encoding.
 *
 * <p>Encoding lives here and not in an adapter because the journal on disk and the stores share it:
 * a record is encoded once, when it is accepted, and its bytes travel unchanged from the journal to
 * every store. Start reading at {@link btcfeed.domain.journal.RecordFormat}.
 */
package btcfeed.domain.journal;
