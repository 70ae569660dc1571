/**
 * What the service says: one line per event, as text or JSON, seldom enough to be read.
 *
 * <p>Two kinds of lines meet here. The feed's own, {@code FeedEvent}s put into a sentence each by
 * {@link btcfeed.log.LogMessages} and held to a rate by {@link btcfeed.log.LogFeed}; and those of
 * libraries, whichever logging interface they use, heard from warnings on and held to a rate by
 * {@link btcfeed.log.LinePrinter}. No secret passes: {@link btcfeed.log.Redactor} sees every text
 * last. Start reading at {@link btcfeed.log.Logging}.
 */
package btcfeed.log;
