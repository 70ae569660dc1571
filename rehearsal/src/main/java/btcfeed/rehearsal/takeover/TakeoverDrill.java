package btcfeed.rehearsal.takeover;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.audit.Audit;
import btcfeed.rehearsal.audit.TradeLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Takes the lead from the instance that has it, waits until another one leads and all is healed,
 * and then counts every trade since the begin. Every wait has a limit.
 *
 * <p>The venue trades all the time, except while the trades are counted.
 */
final class TakeoverDrill {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration EVENT_LASTS = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration COUNT_AGAIN = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final TakeoverStage stage;
  private final double tradesPerSecond;
  private final Clock clock;

  TakeoverDrill(TakeoverStage stage, double tradesPerSecond, Clock clock) {
    this.stage = stage;
    this.tradesPerSecond = tradesPerSecond;
    this.clock = clock;
  }

  /** Starts the instances and the trades of the venue. */
  void begin(int instances) throws CannotStart {
    Instance first = stage.startInstance();
    if (!stage.venue().awaitSubscribers(1, PATIENCE) || !within(PATIENCE, first::leads)) {
      throw new CannotStart("the first instance does not lead");
    }
    stage.venue().live(tradesPerSecond);
    while (stage.instances().size() < instances) {
      Instance _ = stage.startInstance();
    }
    if (!within(PATIENCE, this::isHealed)) {
      throw new CannotStart("the instances do not become ready");
    }
  }

  TakeoverRow rehearse(TakeoverEvent event) throws CannotStart {
    Instance before = leader().orElseThrow(() -> new CannotStart("no instance leads alone"));
    List<Instance> others =
        stage.instances().stream().filter(instance -> instance != before).toList();
    List<String> broken = new ArrayList<>();
    double longestMs;
    double healedMs;
    try (TickPauses pauses = TickPauses.start(stage.stores()::port, clock)) {
      pause(CALM);
      begin(event, before, others, broken);
      if (!within(PATIENCE, () -> others.stream().anyMatch(Instance::leads))) {
        broken.add("no other instance led");
      }
      pause(EVENT_LASTS);
      longestMs = pauses.longestMs();
      long ended = clock.nanos();
      end(event, before);
      if (!within(PATIENCE, this::isHealed)) {
        broken.add("the instances did not become ready again");
      }
      healedMs = (clock.nanos() - ended) / 1e6;
    }
    Optional<Integer> after = leader().map(Instance::number);
    return new TakeoverRow(event, before.number(), after, longestMs, healedMs, counted(), broken);
  }

  private static void begin(
      TakeoverEvent event, Instance leader, List<Instance> others, List<String> broken)
      throws CannotStart {
    switch (event) {
      case KILL, FOLDER -> leader.kill();
      case FREEZE -> leader.freeze();
      case HANDOVER -> {
        if (!leader.stop()) {
          broken.add("the leader did not end in time with exit code 0");
        }
      }
      case SPLIT -> {
        leader.loseWayTo(StoreName.FAILOVER);
        others.forEach(other -> other.loseWayTo(StoreName.PRIMARY));
      }
    }
  }

  private void end(TakeoverEvent event, Instance leader) throws CannotStart {
    switch (event) {
      case KILL -> leader.restart();
      case FREEZE -> leader.thaw();
      case HANDOVER, FOLDER -> leader.restartEmpty();
      case SPLIT -> stage.instances().forEach(Instance::findWays);
    }
  }

  /** One instance leads and has both stores, and all others are in sync. */
  private boolean isHealed() {
    return leader().filter(Instance::hasBothStores).isPresent()
        && stage.instances().stream().allMatch(Instance::ready);
  }

  /** The instance that leads; empty if none does, or more than one. */
  private Optional<Instance> leader() {
    List<Instance> leading = stage.instances().stream().filter(Instance::leads).toList();
    return leading.size() == 1 ? Optional.of(leading.getFirst()) : Optional.empty();
  }

  /** Counts while the venue is silent; again and again until all is there, or it takes too long. */
  private Audit.Result counted() {
    stage.venue().live(0);
    long deadline = clock.nanos() + PATIENCE.toNanos();
    Audit.Result counts;
    do {
      pause(COUNT_AGAIN);
      counts = audit();
    } while (!counts.broken().isEmpty() && clock.nanos() < deadline);
    stage.venue().live(tradesPerSecond);
    return counts;
  }

  private Audit.Result audit() {
    TradeLedger ledger = new TradeLedger();
    stage.venue().tape().forEach(ledger::traded);
    Audit audit = new Audit(Map.of(stage.venue().options().venue(), ledger));
    try (StoreReader primary = stage.stores().read(StoreName.PRIMARY);
        StoreReader failover = stage.stores().read(StoreName.FAILOVER)) {
      return audit.finish(primary, failover);
    }
  }

  private boolean within(Duration limit, BooleanSupplier condition) {
    long deadline = clock.nanos() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (clock.nanos() > deadline) {
        return false;
      }
      pause(LOOK_AGAIN);
    }
    return true;
  }

  private void pause(Duration time) {
    long until = clock.nanos() + time.toNanos();
    while (clock.nanos() < until) {
      LockSupport.parkNanos(until - clock.nanos());
    }
  }
}
