package btcfeed.application.simulation;

import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.StoreName;
import java.util.List;
import java.util.Optional;

/**
 * The promises of the service, checked against what the venue knows and the stores hold; nothing of
 * what is tested is asked whether it is right.
 */
final class Promises {
  private static final long SETTLED = 5 * TrueTime.SECOND;

  private final World world;
  private final Fleet fleet;
  private final List<StorePromises> stores;
  private final HealthPromises health;
  private final FleetPromises together;
  private final TakeoverPromises takeovers;

  Promises(World world, Fleet fleet, List<StoreServer> servers) {
    this.world = world;
    this.fleet = fleet;
    stores = servers.stream().map(store -> new StorePromises(world, store, fleet)).toList();
    health = new HealthPromises(world, stores);
    together = new FleetPromises(world, fleet, stores);
    takeovers = new TakeoverPromises(world, fleet, servers);
  }

  void appended(Instance host, List<Entry> entries) {
    world.watching(() -> host.history().appended(entries, fleet.isOne() || host.leads()));
  }

  void cut(Instance host, JournalPort.Status status) {
    world.watching(() -> host.history().cut(status));
  }

  void delivered(Instance host, List<Trade> trades) {
    world.watching(() -> host.history().delivered(trades));
  }

  void heard(FeedEvent event) {
    if (event instanceof FeedEvent.Bug(String where, String what)) {
      throw world.broken("no bugs", where + ": " + what);
    }
  }

  void serviceStarted() {
    health.serviceStarted();
  }

  /** What the journal has taken, and let go of. */
  void journalStands(Instance host, JournalPort.Status status) {
    world.watching(() -> host.history().stands(status));
  }

  /** After every step. */
  void check() {
    for (Instance instance : fleet.instances()) {
      instance.observe();
    }
    stores.forEach(StorePromises::check);
    if (!fleet.isOne()) {
      takeovers.check();
    }
    for (Instance instance : fleet.instances()) {
      if (instance.service().isPresent()) {
        check(instance, instance.service().get());
      }
    }
  }

  /** How many takeovers were checked for how long they took. */
  int takeovers() {
    return takeovers.held();
  }

  private void check(Instance instance, Service service) {
    if (fleet.isOne()) {
      instance.history().check(Long.MAX_VALUE);
      health.check(service, instance.aliveFor());
    } else {
      instance.history().check(instance.leadingWellFor());
      health.checkBounds(service);
    }
  }

  /** Every now and then. */
  void look() {
    if (fleet.isOne()) {
      Instance only = fleet.instances().getFirst();
      only.service().ifPresent(service -> health.look(service.snapshot(), only.aliveFor()));
    }
  }

  /** What still keeps it from having recovered; empty once it has. */
  Optional<String> unsettled() {
    if (fleet.isOne()) {
      Instance only = fleet.instances().getFirst();
      return only.service().isEmpty()
          ? Optional.of("it is not running")
          : unsettled(only, only.service().get());
    }
    Optional<String> apart = together.unsettled();
    if (apart.isPresent()) {
      return apart;
    }
    Instance leader = fleet.leaders().getFirst();
    return unsettled(leader, leader.service().orElseThrow());
  }

  private Optional<String> unsettled(Instance leader, Service service) {
    for (MarketBook book : leader.history().books()) {
      int before = book.ledger.size();
      while (before > 0
          && world.clock.trueUs() - book.ledger.trades().get(before - 1).exchangeTimeUs()
              < SETTLED / 1_000) {
        before--;
      }
      if (before > 0 && book.isEmpty()) {
        return Optional.of("no trade of " + book.ledger.market + " is in the journal");
      }
      List<Integer> missing = book.missing(before);
      missing.removeIf(book::wasGivenUp);
      if (!missing.isEmpty()) {
        return Optional.of(
            missing.size()
                + " trades are missing at "
                + book.ledger.market
                + ", first "
                + book.lost(missing.getFirst()).getMessage());
      }
      if (!book.openGaps().isEmpty()) {
        return Optional.of("open gaps: " + book.openGaps());
      }
    }
    var state = service.snapshot().health();
    if (leader.history().droppedTicks() == 0 && state.status() != FeedHealth.Status.HEALTHY) {
      return Optional.of("health is " + state);
    }
    return service.activeStore() == StoreName.PRIMARY
        ? Optional.empty()
        : Optional.of("readers are at the failover");
  }

  /** What differs once nothing happens any more; empty if nothing does. */
  Optional<String> different() {
    Instance leader = fleet.isOne() ? fleet.instances().getFirst() : fleet.leaders().getFirst();
    return stores.stream()
        .filter(store -> !store.isComplete(leader))
        .map(store -> store.store().name.text() + " lacks the journal's end")
        .findFirst()
        .or(() -> fleet.isOne() ? Optional.empty() : together.different(leader));
  }

  /**
   * Which key of another program is not what the journal's changes make of it; empty if all are.
   * The fate of a change that the journal dropped is unknown, and so is that of one which a leader
   * accepted and could not write before another one led.
   */
  Optional<String> changedOtherwise() {
    JournalPromises journal = fleet.instances().getFirst().history();
    return !fleet.isOne() || journal.forgotAChange()
        ? Optional.empty()
        : stores.stream()
            .flatMap(
                store ->
                    journal
                        .keys()
                        .different(store.store().memory)
                        .map(what -> store.store().name.text() + ": " + what)
                        .stream())
            .findFirst();
  }
}
