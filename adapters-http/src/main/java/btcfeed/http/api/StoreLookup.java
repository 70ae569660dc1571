package btcfeed.http.api;

import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import java.util.Optional;

/** Questions about the stores that more than one answer asks. */
final class StoreLookup {
  private StoreLookup() {}

  static Optional<StoreReport> find(FeedFacts facts, StoreName name) {
    return facts.stores().stream().filter(store -> store.name() == name).findFirst();
  }

  /** True if the store is configured and its write path works. */
  static boolean available(FeedFacts facts, StoreName name) {
    return find(facts, name).map(store -> store.state().writable()).orElse(false);
  }

  /** True if the store readers are pointed at takes writes. */
  static boolean activeAvailable(FeedFacts facts) {
    return available(facts, facts.active().store());
  }

  static boolean usingFailover(FeedFacts facts) {
    return facts.active().store() == StoreName.FAILOVER;
  }
}
