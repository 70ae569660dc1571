/**
 * Keeps the lines to the venues connected: opens, supervises and replaces their connections.
 *
 * <p>Start reading at {@link btcfeed.application.connect.ConnectionManager}.
 */
package btcfeed.application.connect;
