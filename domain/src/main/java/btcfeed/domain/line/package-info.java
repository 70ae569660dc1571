/**
 * Lines to a venue: the events and states of a connection, and when a line connects again. Pure.
 *
 * <p>Start reading at {@link btcfeed.domain.line.LineState}. Transport and formats are behind
 * {@link btcfeed.domain.port.LinePort}.
 */
package btcfeed.domain.line;
