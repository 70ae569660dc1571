/**
 * Keeps lines to the venues open: when to connect, when to give up on a connection, when to try
 * again, and a new one before an old one is closed on purpose.
 *
 * <p>Start reading at {@link btcfeed.application.connect.ConnectionManager}.
 */
package btcfeed.application.connect;
