/**
 * What the feed says of itself over HTTP: health, probes, metrics, the state of the stores, the
 * trades as they come, and a page that shows it all.
 *
 * <p>Here it is put together; the parts are in packages of their own, whose arrows point one way:
 *
 * <pre>
 * http -> admin | metrics -> stream -> api -> answer
 *                                   -> server -> answer
 *         page -> answer
 * </pre>
 *
 * <p>Read-only but for {@link btcfeed.http.admin}. Knows no store, no venue, no configuration.
 *
 * <p>Start reading at {@link btcfeed.http.FeedHttp}.
 */
package btcfeed.http;
