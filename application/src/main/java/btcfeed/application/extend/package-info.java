/**
 * Parts that run beside the feed: they read its ticks and keep keys of their own in the stores.
 *
 * <p>Start reading at {@link btcfeed.application.extend.Extension}; {@link
 * btcfeed.application.extend.DailyRange} is a small example.
 */
package btcfeed.application.extend;
