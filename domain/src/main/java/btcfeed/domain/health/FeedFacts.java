package btcfeed.domain.health;

import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@link FeedHealth} judges.
 *
 * @param priceAge age of the newest tick that is in the active store; empty before the first
 * @param staleAfter age at which a price is stale
 * @param stores one or two; a primary is missing when none is configured
 * @param draining true once the service was told to stop
 * @param workers the threads that do the work
 */
public record FeedFacts(
    Optional<Duration> priceAge,
    Duration staleAfter,
    List<VenueReport> venues,
    List<StoreReport> stores,
    ActiveStore active,
    JournalPort.Status journal,
    boolean draining,
    List<WorkerReport> workers) {

  /** The same, with nothing to say of the threads. */
  public FeedFacts(
      Optional<Duration> priceAge,
      Duration staleAfter,
      List<VenueReport> venues,
      List<StoreReport> stores,
      ActiveStore active,
      JournalPort.Status journal,
      boolean draining) {
    this(priceAge, staleAfter, venues, stores, active, journal, draining, List.of());
  }
}
