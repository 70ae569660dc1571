package btcfeed.application.simulation;

import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The instances of one feed: starts them, buries them, and has them hand over. */
final class Fleet {
  private static final String ALONE = "this-feed";

  private final World world;
  private final Dice dice;
  private final List<Exchange> exchanges;
  private final List<StoreServer> stores;
  private final List<Ledger> ledgers;
  private final List<Instance> instances = new ArrayList<>();

  private Optional<Promises> promises = Optional.empty();
  private Runnable step = () -> {};
  private final boolean small;
  private long lives;

  Fleet(
      World world,
      Dice dice,
      List<Exchange> exchanges,
      List<StoreServer> stores,
      boolean smallDisks) {
    this.small = smallDisks;
    this.world = world;
    this.dice = dice;
    this.exchanges = exchanges;
    this.stores = stores;
    this.ledgers = exchanges.stream().flatMap(exchange -> exchange.ledgers.stream()).toList();
  }

  /** Adds a host; the first one is alone until there is a second. */
  void add(InMemoryJournal disk, boolean alone) {
    String name = alone ? ALONE : "feed" + (char) ('A' + instances.size());
    Instance added = new Instance(world, name, disk, ledgers);
    instances.add(added);
    if (!alone) {
      added.clock.setWall(
          dice.chance(0.5) ? dice.between(-50_000, 50_000) : dice.between(-9_000_000, 9_000_000));
    }
  }

  /**
   * Starts the instances, not all at once.
   *
   * @param onStep does one step of the simulation
   */
  void start(Promises watched, Runnable onStep) {
    promises = Optional.of(watched);
    step = onStep;
    start(instances.getFirst());
    for (Instance next : instances.subList(1, instances.size())) {
      world.timeline.in(dice.millis(0, 6_000), () -> start(next));
    }
  }

  List<Instance> instances() {
    return instances;
  }

  boolean isOne() {
    return instances.size() == 1;
  }

  long lives() {
    return lives;
  }

  /** The journal of this writer, if its instance still leads with the same lease. */
  Optional<JournalPromises> leadersHistory(WriterLease writer) {
    return instances.stream()
        .filter(one -> isOne() || (one.leads() && one.has(writer)))
        .findFirst()
        .map(Instance::history);
  }

  List<Instance> leaders() {
    return instances.stream().filter(Instance::leads).toList();
  }

  /** A host for a fault: more often than not the leader's. */
  Instance pick(Dice chance) {
    if (isOne()) {
      return instances.getFirst();
    }
    List<Instance> leaders = leaders();
    return !leaders.isEmpty() && chance.chance(0.5) ? leaders.getFirst() : chance.pick(instances);
  }

  private void start(Instance instance) {
    lives++;
    Promises watched = promises.orElseThrow();
    watched.serviceStarted();
    try {
      instance.starts(
          new Service(
              world,
              watched,
              instance,
              new TestedJournal(world, instance, watched),
              exchanges,
              stores,
              step));
    } catch (Killer.Killed _) {
      bury(instance);
    }
  }

  /** After every step: the dead are buried, and come back later. */
  void bury() {
    instances.forEach(this::bury);
  }

  private void bury(Instance instance) {
    instance.killer.buried().ifPresent(where -> ended(instance, "dies at: " + where));
  }

  private void ended(Instance instance, String how) {
    world.trace.note(() -> instance.name() + " " + how);
    instance.ends(world.plant);
    boolean empty = instance.takesDiskAlong();
    if (empty) {
      instance.losesDisk(disk(dice, false, small), ledgers);
      world.trace.note(() -> "its disk is lost; it will be " + instance.name());
    }
    world.timeline.in(
        dice.chance(0.5) ? dice.millis(10, 500) : dice.millis(500, 20_000), () -> start(instance));
  }

  /** A disk: of small segments or large ones, and now and then a small one. */
  static InMemoryJournal disk(Dice dice, boolean alone, boolean small) {
    boolean large = dice.chance(0.8) || !(alone || small);
    long mostBytes = large ? Long.MAX_VALUE : dice.between(20_000, 200_000);
    return new InMemoryJournal((int) dice.between(20, 2_000), mostBytes);
  }

  /** The service is stopped as an operator stops it, and starts again later. */
  void handOver(Instance instance) {
    if (instance.isFrozen() || instance.service().filter(Service::alive).isEmpty()) {
      return;
    }
    Service running = instance.service().get();
    if (running.isClosing()) {
      return;
    }
    world.trace.note(() -> instance.name() + " is stopped");
    try {
      running.close();
    } catch (Killer.Killed _) {
      // It is buried as every other one.
    }
    if (instance.service().filter(running::equals).isPresent()
        && instance.killer.buried().isEmpty()) {
      ended(instance, "has ended");
    }
  }
}
