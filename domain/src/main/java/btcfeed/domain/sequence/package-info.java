/**
 * Order, duplicates and gaps of one market's trades. Pure: a trade in, a verdict out.
 *
 * <p>Start reading at {@link btcfeed.domain.sequence.Sequencer}.
 */
package btcfeed.domain.sequence;
