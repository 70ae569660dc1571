/**
 * One price out of those of several venues. Pure.
 *
 * <p>Start reading at {@link btcfeed.domain.index.ReferenceIndex}.
 */
package btcfeed.domain.index;
