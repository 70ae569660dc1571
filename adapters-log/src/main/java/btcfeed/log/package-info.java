/**
 * The log: one line per event, as text or JSON, limited to a readable rate.
 *
 * <p>The lines come from two sources. {@link btcfeed.log.LogMessages} has the message of each
 * {@code FeedEvent}, and {@link btcfeed.log.LogFeed} limits their rate. Libraries log through any
 * logging interface, and {@link btcfeed.log.LinePrinter} prints their warnings at a limited rate.
 * {@link btcfeed.log.Redactor} removes secrets from every text. Start reading at {@link
 * btcfeed.log.Logging}.
 */
package btcfeed.log;
