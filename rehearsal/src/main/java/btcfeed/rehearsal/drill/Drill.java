package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.StoreReader;
import btcfeed.redis.StoreReader.Hole;
import btcfeed.redis.StoreReader.Seen;
import btcfeed.rehearsal.faults.FaultyStores;
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
 * Injects one fault after the other into a running service, and counts everything after each.
 *
 * <p>Every wait has a limit. Reaching it breaks a guarantee, except for the limit of the whole
 * drill, after which nothing more is known.
 */
public final class Drill {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration FAULT_LASTS = Duration.ofSeconds(3);

  /**
   * How long things may take.
   *
   * @param patience until the stores are healthy and equal again
   * @param longest that readers may be without a store, and the healthy store without a write
   */
  public record Bounds(Duration patience, Duration longest) {
    /** Far more than the service promises, so that a busy machine breaks no guarantee. */
    public static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(1));
  }

  private final DrillStage stage;
  private final Clock clock;
  private final Bounds bounds;
  private final long deadlineNanos;

  /**
   * A drill on this stage.
   *
   * @param deadlineNanos the end of the whole drill, in monotonic nanoseconds
   */
  Drill(DrillStage stage, Clock clock, Bounds bounds, long deadlineNanos) {
    this.stage = stage;
    this.clock = clock;
    this.bounds = bounds;
    this.deadlineNanos = deadlineNanos;
  }

  /** Starts the trades of the venue, and waits until they are in both stores. */
  void begin(double tradesPerSecond) throws CannotStart {
    if (!stage.venue().awaitSubscribers(1, bounds.patience())) {
      throw new CannotStart("the service did not subscribe to the simulated venue");
    }
    stage.venue().live(tradesPerSecond);
    if (!within(bounds.patience(), this::healthy)) {
      throw new CannotStart("the service did not reach both stores");
    }
  }

  /** False once there is no time to rehearse another fault to its end. */
  boolean hasTime() {
    return deadlineNanos - clock.nanos() > CALM.plus(FAULT_LASTS).toNanos();
  }

  /** True once the time of the whole drill is up. */
  boolean isOver() {
    return clock.nanos() - deadlineNanos > 0;
  }

  DrillRow rehearse(DrillFault fault) throws CannotStart {
    List<String> broken = new ArrayList<>();
    if (!within(bounds.patience(), this::healthy)) {
      broken.add("the stores were not healthy before the fault");
    }
    try (FailoverProbe probe = new FailoverProbe(stage.feed(), clock)) {
      pause(CALM);
      long began = clock.nanos();
      begin(fault);
      if (fault.lasts()) {
        pause(FAULT_LASTS);
      } else {
        boolean _ = within(CALM, () -> !healthy());
      }
      long ended = clock.nanos();
      end(fault);
      double equalMs = untilEqual(fault.lasts() ? ended : began, broken);
      DrillRow.Times times =
          new DrillRow.Times(
              fault.movesReaders() ? probe.movedAfter(began) : Optional.empty(),
              probe.firstAfter(began),
              probe.longestPause(began, ended),
              equalMs);
      checkTimes(fault, times, broken);
      DrillRow.Counts counts = counted(broken);
      return new DrillRow(fault, times, counts, broken, /* unfinished= */ List.of());
    }
  }

  private void begin(DrillFault fault) throws CannotStart {
    FaultyStores stores = stage.stores();
    switch (fault) {
      case KILL, EMPTY -> stores.kill(StoreName.PRIMARY);
      case FREEZE -> stores.freeze(StoreName.PRIMARY);
      case FLUSH -> stores.flush(StoreName.PRIMARY);
      case BOTH -> {
        stores.kill(StoreName.PRIMARY);
        stores.kill(StoreName.FAILOVER);
      }
      case CUT -> stage.venue().fault(new Fault.HalfFrame(Fault.End.RESET));
      case SINK -> stage.sink().freeze();
      case BATCH -> stores.cut(StoreName.PRIMARY);
    }
  }

  private void end(DrillFault fault) throws CannotStart {
    FaultyStores stores = stage.stores();
    switch (fault) {
      case KILL -> stores.launch(StoreName.PRIMARY);
      case EMPTY -> stores.launchEmpty(StoreName.PRIMARY);
      case FREEZE -> stores.thaw(StoreName.PRIMARY);
      case BOTH -> {
        stores.launchEmpty(StoreName.PRIMARY);
        stores.launchEmpty(StoreName.FAILOVER);
      }
      case SINK -> stage.sink().thaw();
      case FLUSH, CUT, BATCH -> {}
    }
  }

  private double untilEqual(long from, List<String> broken) {
    if (!within(bounds.patience(), this::healthy)) {
      broken.add("the stores were not equal again in time");
    }
    return FailoverProbe.millis(clock.nanos() - from);
  }

  private void checkTimes(DrillFault fault, DrillRow.Times times, List<String> broken) {
    long longestMs = bounds.longest().toMillis();
    if (fault.movesReaders() && times.switchMs().filter(ms -> ms <= longestMs).isEmpty()) {
      broken.add("readers were not sent to the failover store within " + longest());
    }
    boolean failoverWrites = fault != DrillFault.BOTH && fault != DrillFault.CUT;
    if (failoverWrites && times.pauseMs() > longestMs) {
      broken.add("the healthy store got nothing for more than " + longest());
    }
  }

  private String longest() {
    return bounds.longest().toSeconds() + " s";
  }

  private DrillRow.Counts counted(List<String> broken) throws CannotStart {
    List<Trade> traded = stage.venue().tape();
    String last = traded.getLast().id().text();
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
      List<List<String>> places = List.of(ids(first), ids(second), sinkUpTo(last, broken));
      for (List<String> seen : places) {
        Set<String> ids = new HashSet<>(seen);
        twice += seen.size() - ids.size();
        List<String> missing =
            traded.stream()
                .map(trade -> trade.id().text())
                .filter(id -> !ids.contains(id))
                .toList();
        long known =
            missing.stream()
                .filter(id -> holes.stream().anyMatch(hole -> hole.holds(Long.parseLong(id))))
                .count();
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
    return new DrillRow.Counts(lost, published, twice);
  }

  /** The ticks of a store up to a trade. Waits until the store holds that trade. */
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

  private static List<String> ids(List<Seen> ticks) {
    return ticks.stream().map(Seen::tradeId).toList();
  }

  /** The trades of the sink up to this one. Waits until the sink has it. */
  private List<String> sinkUpTo(String tradeId, List<String> broken) {
    if (!within(bounds.patience(), () -> stage.sink().tradeIds().contains(tradeId))) {
      broken.add("trade " + tradeId + " did not arrive in the sink");
    }
    List<String> ids = stage.sink().tradeIds();
    return ids.subList(0, ids.lastIndexOf(tradeId) + 1);
  }

  /** Both stores are live and up to date, and readers use the primary. */
  private boolean healthy() {
    DrilledFeed feed = stage.feed();
    return feed.activeStore() == StoreName.PRIMARY
        && feed.upToDate(StoreName.PRIMARY)
        && feed.upToDate(StoreName.FAILOVER);
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

  /** So long from now, but not beyond the end of the drill. */
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
