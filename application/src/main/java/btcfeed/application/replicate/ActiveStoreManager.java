package btcfeed.application.replicate;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Watches both stores and says where readers should look; keeps the history of switches.
 *
 * <p>Looks whenever a store's state changed or an operator asked for something, and every 100 ms
 * for the grace to run out. With one store there is nothing to choose.
 */
public final class ActiveStoreManager implements Step {
  /** Switches remembered. */
  public static final int MAX_HISTORY = 100;

  private static final long LOOK_EVERY_NANOS = 100_000_000L;

  private final Optional<Sender> primary;
  private final Optional<Sender> failover;
  private final Duration grace;
  private final Clock clock;
  private final FeedLog log;
  private final SwitchCommandQueue desk = new SwitchCommandQueue();
  private final Deque<StoreSwitch> history = new ArrayDeque<>();
  private volatile ActiveStore active;

  /** At least one of the senders is there. */
  public ActiveStoreManager(
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
            ? new ActiveStore.OnPrimary(clock.nanos(), SwitchReason.STARTED)
            : new ActiveStore.OnFailover(clock.nanos(), SwitchReason.STARTED);
    tellReaders();
  }

  /** Says whom to wake when an operator asked for something. Before the first step. */
  public void wakes(Signal waker) {
    desk.wakes(waker);
  }

  /** Where an operator asks for another store. */
  public MoveReaders orders() {
    return desk;
  }

  @Override
  public long step() {
    if (primary.isEmpty() || failover.isEmpty()) {
      desk.serve(_ -> new SwitchResult.Refused(SwitchResult.Refusal.ONE_STORE));
      return UNTIL_WOKEN;
    }
    look(forReaders(primary.get()), forReaders(failover.get()));
    desk.serve(order -> follow(order, forReaders(primary.get()), forReaders(failover.get())));
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

  private void look(StoreState ofPrimary, StoreState ofFailover) {
    ActiveStore before = active;
    become(before.observe(ofPrimary, ofFailover, grace, clock.nanos()));
    if (before instanceof ActiveStore.Held && !(active instanceof ActiveStore.Held)) {
      log.report(new FeedEvent.HoldEnded(active.store()));
    }
  }

  /** What has happened is seen first, so that an order is about the stores as they are. */
  private SwitchResult follow(SwitchCommand order, StoreState ofPrimary, StoreState ofFailover) {
    look(ofPrimary, ofFailover);
    SwitchResult answer = active.order(order, ofPrimary, ofFailover, clock.nanos());
    return switch (answer) {
      case SwitchResult.Followed(ActiveStore now) -> {
        become(now);
        look(ofPrimary, ofFailover);
        yield new SwitchResult.Followed(active);
      }
      case SwitchResult.Refused _, SwitchResult.Unanswered _ -> answer;
    };
  }

  private void become(ActiveStore now) {
    boolean moved = now.store() != active.store();
    active = now;
    if (moved) {
      tellReaders();
      note(now.store(), now.reason());
    }
  }

  /** For readers that know one store only. */
  private void tellReaders() {
    primary.ifPresent(sender -> sender.watch().readersUse(active.store()));
    failover.ifPresent(sender -> sender.watch().readersUse(active.store()));
  }

  private static StoreState forReaders(Sender sender) {
    return sender.watch().forReaders(sender.state());
  }

  private void note(StoreName to, SwitchReason reason) {
    long lag = primary.map(Sender::lagRecords).orElse(0L);
    synchronized (history) {
      history.addFirst(new StoreSwitch(clock.wallUs(), to, reason, lag));
      while (history.size() > MAX_HISTORY) {
        history.removeLast();
      }
    }
    log.report(new FeedEvent.Switched(to, reason));
  }
}
