package btcfeed.application.operate;

import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;

/**
 * Driving port: points readers at the other store. Writes are not affected: every store gets every
 * tick.
 *
 * <p>Any thread. Returns within two seconds, {@link SwitchResult.Unanswered} if there was no
 * decision by then; such a command is not executed later. A restart forgets a hold.
 */
@FunctionalInterface
public interface MoveReaders {
  SwitchResult move(SwitchCommand command);
}
