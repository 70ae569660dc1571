package btcfeed.testsupport;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.InstanceReport;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The in-memory store, as a lease port")
class InMemoryLeaseTest extends LeasePortContract {
  @Override
  protected Subject subject() {
    InMemoryStore store = new InMemoryStore();
    store.time(1_000_000);
    return new Subject() {
      @Override
      public LeasePort open() {
        return store.openLease();
      }

      @Override
      public PricePort openStore() {
        return store.open();
      }

      @Override
      public void empty() {
        store.empty();
      }

      @Override
      public void advance() {
        store.time(store.nowMs() + 20);
      }

      @Override
      public void announcedBefore(InstanceReport report) {
        long nowMs = store.nowMs();
        store.time(nowMs - report.age().toMillis());
        store.openLease().observe(Optional.of(report));
        store.time(nowMs);
      }

      @Override
      public void close() {}
    };
  }
}
