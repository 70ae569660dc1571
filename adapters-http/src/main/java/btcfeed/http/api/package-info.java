/**
 * The JSON API for reading the feed's state; {@link btcfeed.http.api.Api} lists its paths.
 *
 * <p>The {@code *View} classes are pure functions from a {@link
 * btcfeed.application.observe.FeedSnapshot} to JSON; {@code openapi.json} describes its members.
 * The {@code *Query} records are parsed requests. May not use the server.
 */
package btcfeed.http.api;
