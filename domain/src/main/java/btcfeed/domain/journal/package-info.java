/**
 * The ordered log from which everything else is derived: its ids, its records and their encoding.
 *
 * <p>The encoding is part of the domain, because the journal and the stores share it. A record is
 * encoded once, and its bytes travel unchanged into every store. Start reading at {@link
 * btcfeed.domain.journal.RecordFormat}.
 */
package btcfeed.domain.journal;
