package btcfeed.application.simulation;

import btcfeed.domain.journal.Mutation;
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
  private static final long RECOVERY_BOUND = 900 * HostClock.SECOND;
  private static final long LOOK_EVERY = 250 * HostClock.MILLI;

  private final long seed;
  private final Set<Fault> kinds;
  private final World world;
  private final Dice dice;
  private final List<Exchange> exchanges;
  private final List<StoreServer> stores;
  private final Promises promises;
  private final Chaos chaos;
  private InMemoryJournal disk;
  private Optional<Service> service = Optional.empty();
  private long epoch;
  private long steps;
  private long lives;

  /** How a run ended. */
  record Outcome(
      long seed,
      Set<Fault> kinds,
      long steps,
      long nanos,
      long lives,
      Optional<Throwable> failure,
      List<String> trace) {}

  private Simulation(long seed, Set<Fault> kinds, Plant plant, int traced) {
    this.seed = seed;
    this.kinds = kinds;
    world = new World(seed, plant, traced);
    dice = world.dice.split();
    long mostBytes = dice.chance(0.8) ? Long.MAX_VALUE : dice.between(20_000, 200_000);
    disk = new InMemoryJournal((int) dice.between(20, 2_000), mostBytes);
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
    promises = new Promises(world, exchanges, stores);
    chaos = new Chaos(world, kinds, exchanges, stores, this);
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
    return kinds;
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
    startService();
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
      runFor(HostClock.SECOND);
      unsettled = service.map(promises::unsettled).orElse(Optional.of("it is not running"));
    }
    exchanges.forEach(exchange -> exchange.quiet(RECOVERY_BOUND));
    runFor(3 * HostClock.SECOND);
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
      steps++;
      try {
        world.timeline.step();
      } catch (Killer.Killed _) {
        // What it did before counts, whether the application caught this or not.
      }
      world.killer.buried().ifPresent(this::serviceDies);
      world.clock.stepEnds();
      world.throwViolation();
      promises.check(service);
    }
  }

  private void look() {
    service.ifPresent(promises::look);
    world.timeline.in(LOOK_EVERY, this::look);
  }

  private void startService() {
    lives++;
    epoch++;
    promises.serviceStarted();
    try {
      service =
          Optional.of(
              new Service(
                  world,
                  promises,
                  new TestedJournal(world, disk, promises),
                  exchanges,
                  stores,
                  epoch));
    } catch (Killer.Killed _) {
      world.killer.buried().ifPresent(this::serviceDies);
    }
  }

  private void serviceDies(String where) {
    world.trace.note(() -> "the service dies at: " + where);
    service.ifPresent(Service::dies);
    service = Optional.empty();
    promises.serviceDied();
    disk = Sabotage.reopened(world.plant, disk);
    promises.journalReopened(disk.status().newest());
    world.timeline.in(
        dice.chance(0.5) ? dice.millis(10, 500) : dice.millis(500, 20_000), this::startService);
  }

  /** Appends fail for a while. */
  void failJournal(long nanos) {
    disk.fillDisk();
    promises.journalFailsUntil(world.clock.nanos() + nanos);
    world.timeline.in(nanos, this::healJournal);
  }

  void healJournal() {
    disk.healAppends();
    promises.journalFailsUntil(world.clock.nanos());
  }

  /** Asks the service, if there is one, to change a key of another program. */
  void change(Mutation mutation) {
    service.ifPresent(running -> running.change(mutation));
  }

  private Outcome outcome(Optional<Throwable> failure) {
    return new Outcome(seed, kinds, steps, world.clock.nanos(), lives, failure, world.trace.last());
  }
}
