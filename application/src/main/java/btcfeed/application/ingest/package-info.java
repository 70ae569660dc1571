/**
 * From trades to ticks: judged, put in order, each once, into the journal.
 *
 * <p>Start reading at {@link btcfeed.application.ingest.Ingest}.
 */
package btcfeed.application.ingest;
