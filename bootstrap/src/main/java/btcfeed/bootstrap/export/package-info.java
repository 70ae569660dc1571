/**
 * What {@code btc-feed export} does: it copies ticks of the journal or of a store into a file.
 * Start reading at {@link btcfeed.bootstrap.export.TickExport}.
 */
package btcfeed.bootstrap.export;
