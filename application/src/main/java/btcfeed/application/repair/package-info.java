/**
 * Fetches missing trades from the histories of the venues.
 *
 * <p>Start reading at {@link btcfeed.application.repair.Backfill}.
 */
package btcfeed.application.repair;
