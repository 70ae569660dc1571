/**
 * One connection to a venue: what it reports, the states it goes through, when to try again.
 *
 * <p>Pure. The transport and the venue's language are behind {@link btcfeed.domain.port.LinePort}.
 * Start reading at {@link btcfeed.domain.line.LineState}.
 */
package btcfeed.domain.line;
