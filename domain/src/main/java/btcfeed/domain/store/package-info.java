/**
 * Stores as replicas of the journal: their positions, their recovery, and the active one. Pure.
 *
 * <p>Start reading at {@link btcfeed.domain.store.Reconcile} and {@link
 * btcfeed.domain.store.ActiveStore}.
 */
package btcfeed.domain.store;
