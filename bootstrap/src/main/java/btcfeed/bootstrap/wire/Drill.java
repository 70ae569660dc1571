package btcfeed.bootstrap.wire;

import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.time.Clock;
import btcfeed.redis.StoreReader;
import btcfeed.redis.StoreReader.Hole;
import btcfeed.redis.StoreReader.Seen;
import btcfeed.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The rehearsal: one fault after the other against a running service, and after each everything is
 * counted. Every wait has a limit, and a limit reached is a promise broken; unless it is that of
 * the whole rehearsal, which says nothing about what was promised.
 */
final class Drill {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration FAULT_LASTS = Duration.ofSeconds(3);

  /**
   * How long it waits for what must come.
   *
   * @param patience for the stores to be well, and equal again
   * @param longest that readers may be left without a store, and the healthy store without a write
   */
  record Bounds(Duration patience, Duration longest) {
    /** Beyond what is promised by far; a weak machine under load is no broken guarantee. */
    static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(1));
  }

  private final DrillStage stage;
  private final Clock clock;
  private final Bounds bounds;
  private final long deadlineNanos;

  /**
   * A rehearsal on this stage.
   *
   * @param deadlineNanos when all of it has to be over, in monotonic nanoseconds
   */
  Drill(DrillStage stage, Clock clock, Bounds bounds, long deadlineNanos) {
    this.stage = stage;
    this.clock = clock;
    this.bounds = bounds;
    this.deadlineNanos = deadlineNanos;
  }

  /** Lets trades come, and waits until they arrive. */
  void begin(double tradesPerSecond) throws CannotStart {
    if (!stage.venue().awaitSubscribers(1, bounds.patience())) {
      throw new CannotStart("the service did not subscribe to the simulated venue");
    }
    stage.venue().live(tradesPerSecond);
    if (!within(bounds.patience(), this::well)) {
      throw new CannotStart("the service did not reach both stores");
    }
  }

  /** False once there is no time for another fault; it would end in the middle. */
  boolean hasTime() {
    return deadlineNanos - clock.nanos() > CALM.plus(FAULT_LASTS).toNanos();
  }

  /** True once there is none left. */
  boolean isOver() {
    return clock.nanos() - deadlineNanos > 0;
  }

  DrillRow rehearse(DrillFault fault) throws CannotStart {
    List<String> broken = new ArrayList<>();
    if (!within(bounds.patience(), this::well)) {
      broken.add("the stores were not well before it began");
    }
    try (FailoverProbe pulse = new FailoverProbe(stage.service(), clock)) {
      pause(CALM);
      long began = clock.nanos();
      begin(fault);
      if (fault.lasts()) {
        pause(FAULT_LASTS);
      } else {
        boolean _ = within(CALM, () -> !well());
      }
      long ended = clock.nanos();
      end(fault);
      double equalMs = untilEqual(fault.lasts() ? ended : began, broken);
      Optional<Double> switchMs = fault.movesReaders() ? pulse.movedAfter(began) : Optional.empty();
      double pauseMs = pulse.longestPause(began, ended);
      judgeTimes(fault, switchMs, pauseMs, broken);
      return counted(fault, switchMs, pulse.firstAfter(began), pauseMs, equalMs, broken);
    }
  }

  private void begin(DrillFault fault) throws CannotStart {
    DrillStores stores = stage.stores();
    switch (fault) {
      case KILL, EMPTY -> stores.kill(StoreName.PRIMARY);
      case FREEZE -> stores.freezePrimary();
      case FLUSH -> stores.flushPrimary();
      case BOTH -> {
        stores.kill(StoreName.PRIMARY);
        stores.kill(StoreName.FAILOVER);
      }
      case CUT -> stage.venue().fault(new Fault.HalfFrame(Fault.End.RESET));
      case BATCH -> stores.cutPrimary();
    }
  }

  private void end(DrillFault fault) throws CannotStart {
    DrillStores stores = stage.stores();
    switch (fault) {
      case KILL -> stores.restart(StoreName.PRIMARY, false);
      case EMPTY -> stores.restart(StoreName.PRIMARY, true);
      case FREEZE -> stores.thawPrimary();
      case BOTH -> {
        stores.restart(StoreName.PRIMARY, true);
        stores.restart(StoreName.FAILOVER, true);
      }
      case FLUSH, CUT, BATCH -> {}
    }
  }

  private double untilEqual(long from, List<String> broken) {
    if (!within(bounds.patience(), this::well)) {
      broken.add("the stores were not equal again in time");
    }
    return FailoverProbe.millis(clock.nanos() - from);
  }

  private void judgeTimes(
      DrillFault fault, Optional<Double> switchMs, double pauseMs, List<String> broken) {
    if (fault.movesReaders()
        && switchMs.filter(ms -> ms <= bounds.longest().toMillis()).isEmpty()) {
      broken.add("readers were not sent to the failover store within " + longest());
    }
    boolean healthy = fault != DrillFault.BOTH && fault != DrillFault.CUT;
    if (healthy && pauseMs > bounds.longest().toMillis()) {
      broken.add("the healthy store got nothing for more than " + longest());
    }
  }

  private String longest() {
    return bounds.longest().toSeconds() + " s";
  }

  private DrillRow counted(
      DrillFault fault,
      Optional<Double> switchMs,
      double writeMs,
      double pauseMs,
      double equalMs,
      List<String> broken)
      throws CannotStart {
    List<Trade> told = stage.venue().tape();
    String last = told.getLast().id().text();
    long lost = 0;
    long twice = 0;
    long published = 0;
    try (StoreReader primary = stage.stores().read(StoreName.PRIMARY);
        StoreReader failover = stage.stores().read(StoreName.FAILOVER)) {
      List<Seen> first = upTo(last, primary, broken);
      List<Seen> second = upTo(last, failover, broken);
      if (!first.equals(second)) {
        broken.add("the stores differ");
      }
      List<Hole> holes = failover.gaps();
      for (List<Seen> seen : List.of(first, second)) {
        Set<String> ids = new HashSet<>();
        seen.forEach(tick -> ids.add(tick.tradeId()));
        twice += seen.size() - ids.size();
        List<Trade> missing =
            told.stream().filter(trade -> !ids.contains(trade.id().text())).toList();
        long known = missing.stream().filter(trade -> isPublished(trade, holes)).count();
        lost += missing.size() - known;
        published = known;
      }
    }
    if (lost > 0) {
      broken.add(lost + " trades are missing");
    }
    if (twice > 0) {
      broken.add(DrillRow.twiceText(twice));
    }
    return new DrillRow(
        fault,
        switchMs,
        writeMs,
        pauseMs,
        equalMs,
        lost,
        published,
        twice,
        broken,
        /* unfinished= */ List.of());
  }

  private static boolean isPublished(Trade trade, List<Hole> holes) {
    long id = Long.parseLong(trade.id().text());
    return holes.stream().anyMatch(hole -> hole.holds(id));
  }

  /** A store's ticks up to a trade; waits until it has that one. */
  private List<Seen> upTo(String tradeId, StoreReader store, List<String> broken) {
    long deadline = atMost(bounds.patience());
    while (true) {
      List<Seen> ticks = store.ticks();
      for (int i = ticks.size() - 1; i >= 0; i--) {
        if (ticks.get(i).tradeId().equals(tradeId)) {
          return ticks.subList(0, i + 1);
        }
      }
      if (clock.nanos() > deadline) {
        broken.add("trade " + tradeId + " did not arrive");
        return ticks;
      }
      pause(Duration.ofMillis(100));
    }
  }

  /** Both stores live and level, readers at the primary. */
  private boolean well() {
    return stage.service().activeStore() == StoreName.PRIMARY
        && level(StoreName.PRIMARY)
        && level(StoreName.FAILOVER);
  }

  private boolean level(StoreName name) {
    return stage.service().sender(name).state() instanceof StoreState.Live
        && stage.service().sender(name).idle();
  }

  private boolean within(Duration limit, BooleanSupplier condition) {
    long deadline = atMost(limit);
    while (!condition.getAsBoolean()) {
      if (clock.nanos() > deadline) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /** So long from now, or the end of it all. */
  private long atMost(Duration time) {
    return clock.nanos() + Math.min(time.toNanos(), deadlineNanos - clock.nanos());
  }

  private void pause(Duration time) {
    long until = atMost(time);
    while (clock.nanos() < until) {
      LockSupport.parkNanos(until - clock.nanos());
    }
  }
}
