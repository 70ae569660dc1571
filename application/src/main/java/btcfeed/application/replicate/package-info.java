/**
 * Applies the journal to the stores: one sender for each store, and the choice of the active one.
 *
 * <p>Start reading at {@link btcfeed.application.replicate.Sender}.
 */
package btcfeed.application.replicate;
