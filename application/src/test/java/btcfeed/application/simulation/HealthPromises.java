package btcfeed.application.simulation;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What health owes: it may be late by a moment, never wrong for longer. */
final class HealthPromises {
  private static final long LATE = 4 * TrueTime.SECOND;
  private static final long A_MOMENT = 500 * TrueTime.MILLI;
  private static final int MOST_SWITCHES = 100;

  private final World world;
  private final List<StorePromises> stores;
  private Optional<StoreName> active = Optional.empty();

  HealthPromises(World world, List<StorePromises> stores) {
    this.world = world;
    this.stores = stores;
  }

  void serviceStarted() {
    active = Optional.empty();
  }

  /** After every step. */
  void check(Service service, long aliveFor) {
    checkBounds(service);
    checkReaders(service, aliveFor);
  }

  void checkBounds(Service service) {
    if (service.queued() > Ingest.QUEUE_LIMIT || service.switches() > MOST_SWITCHES) {
      throw new Violation("G7 bounded", service.queued() + " queued");
    }
  }

  private void checkReaders(Service service, long aliveFor) {
    StoreName now = service.activeStore();
    if (active.isPresent() && active.get() != now) {
      checkSwitch(store(now), other(now));
    }
    active = Optional.of(now);
    StoreServer chosen = store(now).store();
    boolean away = chosen.mood() != StoreServer.Mood.WELL && chosen.moodFor() > LATE;
    if (away
        && aliveFor > StorePromises.SETTLED
        && other(now).store().wellFor() > StorePromises.SETTLED) {
      throw new Violation(
          "readers are led to a store that works",
          "they are left at the " + now.text() + ", which is " + chosen.mood());
    }
  }

  private void checkSwitch(StorePromises to, StorePromises from) {
    boolean known = to.store().wellFor() > LATE;
    if (known && from.store().wellFor() > StorePromises.SETTLED && !to.isWithinABatch()) {
      throw new Violation(
          "readers are led to a store that has all",
          "they are sent to the "
              + to.store().name.text()
              + ", which lags behind a store that works");
    }
  }

  /** Every now and then. A service that has just started does not know its stores yet. */
  void look(FeedSnapshot snapshot, long aliveFor) {
    StorePromises chosen = store(snapshot.facts().active().store());
    boolean healthy = snapshot.health().status() == FeedHealth.Status.HEALTHY;
    for (StorePromises one : stores) {
      StoreServer store = one.store();
      if (healthy
          && store.mood() != StoreServer.Mood.WELL
          && Math.min(store.moodFor(), aliveFor) > LATE) {
        throw new Violation(
            "G6 honest health", "healthy, and the " + store.name.text() + " is " + store.mood());
      }
    }
    if (chosen.store().wellFor() > LATE) {
      long age = world.clock.nanos() - chosen.newestHeardNanos();
      boolean none = chosen.newestHeardNanos() == Long.MIN_VALUE;
      Optional<Duration> said = snapshot.facts().priceAge();
      boolean saidFresh = said.isPresent() && said.get().compareTo(Service.STALE_AFTER) <= 0;
      if (saidFresh && (none || said.get().toNanos() < age - A_MOMENT)) {
        throw new Violation(
            "G6 honest health",
            "the price is said to be "
                + said.get()
                + " old, the newest that was heard is "
                + (none ? "none" : Duration.ofNanos(age).toString()));
      }
      if (healthy && (none || age > Service.STALE_AFTER.toNanos() + A_MOMENT)) {
        throw new Violation("G6 honest health", "healthy with a price " + Duration.ofNanos(age));
      }
    }
  }

  private StorePromises store(StoreName name) {
    return stores.stream().filter(one -> one.store().name == name).findFirst().orElseThrow();
  }

  private StorePromises other(StoreName name) {
    return stores.stream().filter(one -> one.store().name != name).findFirst().orElseThrow();
  }
}
