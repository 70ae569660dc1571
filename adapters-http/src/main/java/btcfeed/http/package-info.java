/**
 * The HTTP adapter: health, probes, metrics, store status, the read API, the event stream, the
 * dashboard, and the operator's paths.
 *
 * <p>This package composes the parts. Each part is a package; dependencies point one way:
 *
 * <pre>
 * http -> admin | metrics -> stream -> api -> response
 *                                   -> server -> response
 *         page -> response
 * </pre>
 *
 * <p>Only {@link btcfeed.http.admin} changes state. The module does not depend on stores, venues or
 * configuration.
 *
 * <p>Start reading at {@link btcfeed.http.FeedHttp}.
 */
package btcfeed.http;
