package btcfeed.application.replicate;

import btcfeed.application.work.Step;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Watches both stores and says where readers should look; keeps the history of switches.
 *
 * <p>Looks whenever a store's state changed, and every 100 ms for the grace to run out. With one
 * store there is nothing to choose.
 */
public final class ActiveStoreKeeper implements Step {
  /** Switches remembered. */
  public static final int MAX_HISTORY = 100;

  private static final long LOOK_EVERY_NANOS = 100_000_000L;

  private final Optional<Sender> primary;
  private final Optional<Sender> failover;
  private final Duration grace;
  private final Clock clock;
  private final FeedLog log;
  private final Deque<StoreSwitch> history = new ArrayDeque<>();
  private volatile ActiveStore active;

  /** At least one of the senders is there. */
  public ActiveStoreKeeper(
      Optional<Sender> primary,
      Optional<Sender> failover,
      Duration grace,
      Clock clock,
      FeedLog log) {
    this.primary = primary;
    this.failover = failover;
    this.grace = grace;
    this.clock = clock;
    this.log = log;
    this.active =
        primary.isPresent()
            ? new ActiveStore.OnPrimary(clock.nanos())
            : new ActiveStore.OnFailover(clock.nanos(), SwitchReason.STARTED);
  }

  @Override
  public long step() {
    if (primary.isEmpty() || failover.isEmpty()) {
      return UNTIL_WOKEN;
    }
    StoreName before = active.store();
    active = active.observe(primary.get().state(), failover.get().state(), grace, clock.nanos());
    if (active.store() != before) {
      note(active);
    }
    return LOOK_EVERY_NANOS;
  }

  /** Where readers should look now. Any thread. */
  public ActiveStore active() {
    return active;
  }

  /** The last switches, newest first. Any thread. */
  public List<StoreSwitch> history() {
    synchronized (history) {
      return List.copyOf(history);
    }
  }

  private void note(ActiveStore now) {
    SwitchReason reason =
        switch (now) {
          case ActiveStore.OnPrimary _ -> SwitchReason.RETURNED;
          case ActiveStore.OnFailover(_, SwitchReason why) -> why;
          case ActiveStore.Returning _ -> SwitchReason.LAGGING;
        };
    long lag = primary.map(Sender::lagRecords).orElse(0L);
    synchronized (history) {
      history.addFirst(new StoreSwitch(clock.wallUs(), now.store(), reason, lag));
      while (history.size() > MAX_HISTORY) {
        history.removeLast();
      }
    }
    log.report(new Happening.Switched(now.store(), reason));
  }
}
