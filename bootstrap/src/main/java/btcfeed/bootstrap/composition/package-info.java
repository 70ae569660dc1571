/**
 * The composition root: makes the parts of several modules and puts them together.
 *
 * <p>Start reading at {@link btcfeed.bootstrap.composition.FeedAssembly}.
 */
package btcfeed.bootstrap.composition;
