package btcfeed.application.operate;

import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;

/**
 * Driving port: sends readers to the other store, by the same machine and on the same thread that
 * moves them when a store fails. Writes are not concerned: every store gets every tick all along.
 *
 * <p>Any thread, several at once. Returns within two seconds, {@link SwitchResult.Unanswered} if
 * nobody came to it by then; what is answered so is never followed afterwards. A hold is not
 * remembered over a restart.
 */
@FunctionalInterface
public interface MoveReaders {
  SwitchResult move(SwitchCommand order);
}
