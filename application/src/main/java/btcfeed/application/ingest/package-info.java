/**
 * Turns trades into ticks: sequenced, each once, and appended to the journal.
 *
 * <p>Start reading at {@link btcfeed.application.ingest.Ingest}.
 */
package btcfeed.application.ingest;
