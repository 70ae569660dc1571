/**
 * Past trades of venues over HTTP, to fill gaps.
 *
 * <p>A {@link btcfeed.exchange.history.HistoryDescription} describes how a venue is asked; {@link
 * btcfeed.exchange.history.HttpHistory} asks. Start reading there.
 */
package btcfeed.exchange.history;
