/**
 * What the feed says of itself over HTTP: health, probes, metrics, the state of the stores.
 *
 * <p>Every answer is made from one {@link btcfeed.application.observe.FeedSnapshot}: the {@code
 * *View} records are its JSON shapes, built by pure functions; {@link btcfeed.http.FeedFamilies} is
 * its Prometheus shape. {@link btcfeed.http.Routes} says which path answers what. Read-only: there
 * is nothing here that changes the service. Knows no store, no venue, no configuration.
 *
 * <p>Start reading at {@link btcfeed.http.FeedHttp}.
 */
package btcfeed.http;
