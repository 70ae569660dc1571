/**
 * What can be read of the feed in one finished piece of JSON: {@link btcfeed.http.api.Api} says at
 * which path.
 *
 * <p>The {@code *View} records are the shapes, made of a {@link
 * btcfeed.application.observe.FeedSnapshot} by pure functions; the {@code *Query} records are what
 * a client may ask. Knows no server.
 */
package btcfeed.http.api;
