package btcfeed.application.observe;

import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.Sender;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The age of the newest price in the active store. Any thread. */
public final class PriceFreshness {
  private final List<Sender> senders;
  private final ActiveStoreManager active;
  private final Duration staleAfter;
  private final Clock clock;
  private final long startedNanos;

  /** Measures from now on; a receipt before now is never fresh. */
  public PriceFreshness(
      List<Sender> senders, ActiveStoreManager active, Duration staleAfter, Clock clock) {
    this.senders = List.copyOf(senders);
    this.active = active;
    this.staleAfter = staleAfter;
    this.clock = clock;
    this.startedNanos = clock.nanos();
  }

  /** True while the active store has a fresh price. */
  public boolean fresh() {
    List<StoreReport> stores = senders.stream().map(Sender::report).toList();
    return priceAge(stores, active.active(), clock.nanos())
        .filter(age -> age.compareTo(staleAfter) <= 0)
        .isPresent();
  }

  Duration staleAfter() {
    return staleAfter;
  }

  Duration uptime(long now) {
    return Duration.ofNanos(now - startedNanos);
  }

  Optional<Duration> priceAge(List<StoreReport> stores, ActiveStore where, long now) {
    return stores.stream()
        .filter(store -> store.name() == where.store())
        .findFirst()
        .flatMap(StoreReport::newestTickNanos)
        .map(at -> age(at, now));
  }

  /**
   * The age of a receipt. For a receipt before the start only the wall clock is known, which may
   * have been set back, so its age is never fresh.
   */
  Duration age(long receivedNanos, long now) {
    Duration age = Duration.ofNanos(Math.max(0, now - receivedNanos));
    boolean beforeStart = receivedNanos - startedNanos < 0;
    return beforeStart && age.compareTo(staleAfter) <= 0 ? staleAfter.plusMillis(1) : age;
  }
}
