package btcfeed.application.simulation;

import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
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
  private static final long SETTLED = 5 * HostClock.SECOND;

  private final World world;
  private final JournalPromises journal;
  private final List<StorePromises> stores;
  private final HealthPromises health;
  private int droppedTicks;
  private int droppedGaps;
  private boolean forgotAChange;
  private long aliveSince;

  Promises(World world, List<Exchange> exchanges, List<StoreServer> servers) {
    this.world = world;
    List<Ledger> ledgers =
        exchanges.stream().flatMap(exchange -> exchange.ledgers.stream()).toList();
    journal = new JournalPromises(world, ledgers);
    stores = servers.stream().map(store -> new StorePromises(world, store, journal)).toList();
    health = new HealthPromises(world, stores);
  }

  void appended(List<Entry> entries) {
    world.watching(() -> journal.appended(entries));
  }

  void delivered(List<Trade> trades) {
    world.watching(() -> journal.delivered(trades));
  }

  void heard(FeedEvent event) {
    if (event instanceof FeedEvent.Bug(String where, String what)) {
      throw world.broken("no bugs", where + ": " + what);
    }
  }

  void serviceStarted() {
    aliveSince = world.clock.nanos();
    health.serviceStarted();
  }

  void serviceDied() {
    journal.serviceDied();
  }

  void journalFailsUntil(long nanos) {
    journal.failingUntil(nanos);
  }

  /** The journal ends here after a restart. */
  void journalReopened(JournalId newest) {
    journal.reopened(newest);
  }

  /** What the journal has taken, and let go of. */
  void journalStands(JournalPort.Status status) {
    if (status.segments() > 1 && status.bytes() > status.maxBytes()) {
      throw world.broken("G7 bounded", "the journal has " + status);
    }
    JournalId oldest = status.oldest();
    forgotAChange |= journal.forgotAChange(oldest);
    while (droppedTicks < journal.ticks().size()
        && oldest.isAfter(journal.ticks().get(droppedTicks).entry().id())) {
      droppedTicks++;
    }
    while (droppedGaps < journal.gaps().size()
        && oldest.isAfter(journal.gaps().get(droppedGaps).id())) {
      droppedGaps++;
    }
  }

  /** After every step. */
  void check(Optional<Service> service) {
    long aliveFor = service.isPresent() ? world.clock.nanos() - aliveSince : 0;
    stores.forEach(store -> store.check(droppedTicks, droppedGaps, aliveFor));
    service.ifPresent(
        running -> {
          journal.check();
          health.check(running, aliveFor);
        });
  }

  /** Every now and then. */
  void look(Service service) {
    health.look(service.snapshot());
  }

  /** What still keeps it from having recovered; empty once it has. */
  Optional<String> unsettled(Service service) {
    for (MarketBook book : journal.books()) {
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
    var health = service.snapshot().health();
    if (droppedTicks == 0 && health.status() != FeedHealth.Status.HEALTHY) {
      return Optional.of("health is " + health);
    }
    return service.activeStore() == StoreName.PRIMARY
        ? Optional.empty()
        : Optional.of("readers are at the failover");
  }

  /** What differs once nothing happens any more; empty if nothing does. */
  Optional<String> different() {
    return stores.stream()
        .filter(store -> !store.isComplete(droppedTicks, droppedGaps))
        .map(store -> store.store().name.text() + " lacks the journal's end")
        .findFirst();
  }

  /**
   * Which key of another program is not what the journal's changes make of it; empty if all are.
   * The fate of a change that the journal dropped is unknown.
   */
  Optional<String> changedOtherwise() {
    return forgotAChange
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
