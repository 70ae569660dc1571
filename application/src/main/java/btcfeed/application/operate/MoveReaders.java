package btcfeed.application.operate;

import btcfeed.domain.store.Ordered;
import btcfeed.domain.store.StoreOrder;

/**
 * Driving port: sends readers to the other store, by the same machine and on the same thread that
 * moves them when a store fails. Writes are not concerned: every store gets every tick all along.
 *
 * <p>Any thread, several at once. Returns within two seconds, {@link Ordered.Unanswered} if nobody
 * came to it by then; what is answered so is never followed afterwards. A hold is not remembered
 * over a restart.
 */
@FunctionalInterface
public interface MoveReaders {
  Ordered move(StoreOrder order);
}
