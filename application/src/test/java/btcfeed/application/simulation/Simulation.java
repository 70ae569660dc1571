package btcfeed.application.simulation;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.store.StoreName;
import btcfeed.testsupport.InMemoryJournal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of the whole application: a minute or so in which things go wrong, then peace, in which
 * it has to recover.
 *
 * <p>One loop takes the next thing due from the {@link Timeline} (a step of the application, a
 * message, a fault), does it, and has every promise checked. Nothing else runs.
 */
final class Simulation {
  private static final long RECOVERY_BOUND = 900 * TrueTime.SECOND;
  private static final long LOOK_EVERY = 250 * TrueTime.MILLI;

  /**
   * What one instance meets only, or a seed that is given it by name. Without {@code btc:feed}, no
   * instance can tell which of several leaders wrote a stream. A journal that drops its oldest
   * records may lose its only checkpoints by a cut.
   */
  static final Set<Fault> NOT_WITH_SEVERAL =
      Set.of(Fault.STORE_LOSES_MARKS, Fault.DISKS_ARE_SMALL, Fault.DISK_FILLS_UP);

  private final long seed;
  private final Set<Fault> kinds;
  private final World world;
  private final Dice dice;
  private final List<Exchange> exchanges;
  private final List<StoreServer> stores;
  private final Promises promises;
  private final Chaos chaos;
  private final Fleet fleet;
  private long steps;

  /**
   * How a run ended.
   *
   * @param takeovers those that were checked for how long they took
   */
  record Outcome(
      long seed,
      Set<Fault> kinds,
      long steps,
      long nanos,
      long lives,
      int takeovers,
      Optional<Throwable> failure,
      List<String> trace) {}

  private Simulation(long seed, Set<Fault> kinds, Plant plant, int traced) {
    this.seed = seed;
    this.kinds = kinds;
    world = new World(seed, plant, traced);
    dice = world.dice.split();
    int instances = instances(seed);
    boolean small = kinds.contains(Fault.DISKS_ARE_SMALL);
    InMemoryJournal disk = Fleet.disk(dice, instances == 1, small);
    exchanges =
        List.of(
            new Exchange(
                world,
                new Venue("binance"),
                Continuity.SEQUENTIAL,
                List.of(Symbol.parse("BTC-USDT"), Symbol.parse("BTC-USD"))),
            new Exchange(
                world, new Venue("mexc"), Continuity.OPAQUE, List.of(Symbol.parse("BTC-USDT"))));
    stores =
        List.of(
            new StoreServer(world, StoreName.PRIMARY), new StoreServer(world, StoreName.FAILOVER));
    stores.getFirst().neighbour(stores.getLast());
    stores.getLast().neighbour(stores.getFirst());
    fleet = new Fleet(world, dice, exchanges, stores, small);
    fleet.add(disk, instances == 1);
    for (int i = 1; i < instances; i++) {
      fleet.add(Fleet.disk(dice, false, small), false);
    }
    promises = new Promises(world, fleet, stores);
    chaos = new Chaos(world, kinds, exchanges, stores, fleet);
  }

  /** The kinds of fault a seed has: about half of them. */
  static Set<Fault> kinds(long seed) {
    Dice dice = new Dice(~seed);
    Set<Fault> kinds = EnumSet.noneOf(Fault.class);
    double share = dice.pick(List.of(0.1, 0.3, 0.5, 0.8));
    for (Fault fault : Fault.values()) {
      if (dice.chance(share)) {
        kinds.add(fault);
      }
    }
    if (instances(seed) == 1) {
      kinds.removeIf(fault -> fault.compareTo(Fault.HOST_IS_LOST) >= 0);
    } else {
      kinds.removeAll(NOT_WITH_SEVERAL);
    }
    return kinds;
  }

  /** How many instances a seed has: one for half of the seeds, else two or three. */
  static int instances(long seed) {
    Dice dice = new Dice(seed * 31 + 7);
    return KeptSeeds.isOfOneInstance(seed) || dice.chance(0.5) ? 1 : dice.chance(0.6) ? 2 : 3;
  }

  /**
   * Runs one seed.
   *
   * @param traced how many of the last events to keep
   */
  static Outcome run(long seed, Set<Fault> kinds, Plant plant, int traced) {
    return new Simulation(seed, kinds, plant, traced).run();
  }

  private Outcome run() {
    try {
      live();
      return outcome(Optional.empty());
    } catch (Violation | RuntimeException failure) {
      return outcome(Optional.of(failure));
    }
  }

  private void live() {
    chaos.prepare();
    fleet.start(promises, this::step);
    look();
    runFor(dice.millis(1_000, 8_000));
    chaos.begin();
    runFor(dice.millis(10_000, 60_000));
    world.trace.note(() -> "PEACE");
    chaos.end();
    long since = world.clock.nanos();
    Optional<String> unsettled = Optional.of("it has only begun");
    while (unsettled.isPresent()) {
      if (world.clock.nanos() - since > RECOVERY_BOUND) {
        throw new Violation("it recovers", unsettled.get());
      }
      runFor(TrueTime.SECOND);
      unsettled = promises.unsettled();
    }
    exchanges.forEach(exchange -> exchange.quiet(RECOVERY_BOUND));
    runFor(3 * TrueTime.SECOND);
    promises
        .different()
        .or(promises::changedOtherwise)
        .ifPresent(
            what -> {
              throw new Violation("G4 same everywhere", what);
            });
  }

  private void runFor(long nanos) {
    boolean[] done = {false};
    world.timeline.in(nanos, () -> done[0] = true);
    while (!done[0]) {
      step();
    }
  }

  private void step() {
    steps++;
    try {
      world.timeline.step();
    } catch (Killer.Killed _) {
      // What it did before counts, whether the application caught this or not.
    }
    fleet.bury();
    world.clock.stepEnds();
    world.throwViolation();
    promises.check();
  }

  private void look() {
    promises.look();
    world.timeline.in(LOOK_EVERY, this::look);
  }

  private Outcome outcome(Optional<Throwable> failure) {
    return new Outcome(
        seed,
        kinds,
        steps,
        world.clock.nanos(),
        fleet.lives(),
        promises.takeovers(),
        failure,
        world.trace.last());
  }
}
