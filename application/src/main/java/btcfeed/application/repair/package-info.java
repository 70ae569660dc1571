/**
 * What is missing is asked for: gaps found by the ingest are fetched from the venue's history and
 * handed to the ingest like any other trades. Start reading at {@link
 * btcfeed.application.repair.Backfill}.
 */
package btcfeed.application.repair;
