/**
 * One reference price from several venues. Pure.
 *
 * <p>Start reading at {@link btcfeed.domain.index.ReferenceIndex}.
 */
package btcfeed.domain.index;
