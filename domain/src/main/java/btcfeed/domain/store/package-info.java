/**
 * Stores as replicas of the journal: where one stands, what to do about it, which one is active.
 *
 * <p>Pure. Start reading at {@link btcfeed.domain.store.Reconcile} and {@link
 * btcfeed.domain.store.ActiveStore}.
 */
package btcfeed.domain.store;
