/**
 * How the feed is, for whoever asks: one consistent snapshot of everything known.
 *
 * <p>Start reading at {@link btcfeed.application.observe.ObserveFeed}.
 */
package btcfeed.application.observe;
