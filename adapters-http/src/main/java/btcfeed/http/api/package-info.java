/**
 * The JSON API for reading the feed's state; {@link btcfeed.http.api.Api} lists its paths.
 *
 * <p>The {@code *View} records are the JSON shapes; pure functions make them from a {@link
 * btcfeed.application.observe.FeedSnapshot}. The {@code *Query} records are parsed requests. May
 * not use the server.
 */
package btcfeed.http.api;
