/**
 * One consistent snapshot of the running feed.
 *
 * <p>Start reading at {@link btcfeed.application.observe.ObserveFeed}.
 */
package btcfeed.application.observe;
