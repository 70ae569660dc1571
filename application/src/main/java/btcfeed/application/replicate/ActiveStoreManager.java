package btcfeed.application.replicate;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.work.CommandQueue;
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
import java.util.function.Function;

/**
 * Decides which store readers should use, and keeps the history of switches.
 *
 * <p>It runs when a store's state changes, when an operator sends a command, and every 100 ms. With
 * one store there is nothing to decide.
 */
public final class ActiveStoreManager implements Step {
  private static final int MAX_COMMANDS = 16;

  /** Switches remembered. */
  public static final int MAX_HISTORY = 100;

  private static final long LOOK_EVERY_NANOS = 100_000_000L;

  private final Optional<Sender> primary;
  private final Optional<Sender> failover;
  private final Duration grace;
  private final Clock clock;
  private final FeedLog log;
  private final CommandQueue<SwitchCommand, SwitchResult> commands =
      new CommandQueue<>(MAX_COMMANDS);
  private final Deque<StoreSwitch> history = new ArrayDeque<>();
  private volatile ActiveStore active;

  /** At least one sender is present. */
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
    announce();
  }

  /** Sets the signal for operator commands. Before the first step. */
  public void wakeWith(Signal signal) {
    commands.wakeWith(signal);
  }

  /** Takes the commands of an operator. */
  public MoveReaders commands() {
    return command ->
        switch (commands.submit(command)) {
          case CommandQueue.Outcome.Done<SwitchResult>(SwitchResult result) -> result;
          case CommandQueue.Outcome.Full<SwitchResult> _,
              CommandQueue.Outcome.GivenUp<SwitchResult> _ ->
              new SwitchResult.Unanswered();
          // It is being decided now, which takes no time worth counting.
          case CommandQueue.Outcome.InProgress<SwitchResult>(_, var result) -> result.join();
        };
  }

  @Override
  public long step() {
    if (primary.isEmpty() || failover.isEmpty()) {
      execute(_ -> new SwitchResult.Refused(SwitchResult.RefusalReason.ONE_STORE));
      return UNTIL_WOKEN;
    }
    look(forReaders(primary.get()), forReaders(failover.get()));
    execute(command -> decide(command, forReaders(primary.get()), forReaders(failover.get())));
    return LOOK_EVERY_NANOS;
  }

  private void execute(Function<SwitchCommand, SwitchResult> decide) {
    for (var next = commands.take(); next.isPresent(); next = commands.take()) {
      try {
        next.get().complete(decide.apply(next.get().input()));
      } finally {
        // After an error the caller must not wait forever.
        next.get().complete(new SwitchResult.Unanswered());
      }
    }
  }

  /** The store readers should use now. Any thread. */
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

  /** Evaluates the stores first, so that the command applies to their state now. */
  private SwitchResult decide(SwitchCommand command, StoreState ofPrimary, StoreState ofFailover) {
    look(ofPrimary, ofFailover);
    SwitchResult result = active.command(command, ofPrimary, ofFailover, clock.nanos());
    return switch (result) {
      case SwitchResult.Accepted(ActiveStore now) -> {
        become(now);
        look(ofPrimary, ofFailover);
        yield new SwitchResult.Accepted(active);
      }
      case SwitchResult.Refused _, SwitchResult.Unanswered _ -> result;
    };
  }

  private void become(ActiveStore now) {
    boolean moved = now.store() != active.store();
    active = now;
    if (moved) {
      announce();
      note(now.store(), now.reason());
    }
  }

  /** For readers that know one store only: each store names the active one. */
  private void announce() {
    primary.ifPresent(sender -> sender.watch().announceActiveStore(active.store()));
    failover.ifPresent(sender -> sender.watch().announceActiveStore(active.store()));
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
