/**
 * What rides along with the feed: programs that hear its ticks and keep keys of their own in the
 * stores, without knowing a store.
 *
 * <p>Start reading at {@link btcfeed.application.extend.Extension}; {@link
 * btcfeed.application.extend.DailyRange} is one.
 */
package btcfeed.application.extend;
