package btcfeed.domain.health;

import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The facts that {@link FeedHealth} judges.
 *
 * @param priceAge age of the newest tick in the active store; empty before the first
 * @param staleAfter age from which a price is stale
 * @param stores one or two; the primary is absent if none is configured
 * @param draining true once the service stops
 * @param workers the threads of the service
 */
public record FeedFacts(
    Optional<Duration> priceAge,
    Duration staleAfter,
    List<VenueReport> venues,
    List<StoreReport> stores,
    ActiveStore active,
    JournalPort.Status journal,
    boolean draining,
    List<WorkerReport> workers,
    List<SinkReport> sinks) {}
