package btcfeed.testsupport;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.InstanceReport;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The in-memory store, as a lease port")
class InMemoryLeaseTest extends LeasePortContract {
  @Override
  protected LeaseSubject subject() {
    InMemoryStore store = new InMemoryStore();
    store.leaseTime(1_000_000);
    return new LeaseSubject() {
      private long nowMs = 1_000_000;

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
        store.leaseTime(nowMs);
      }

      @Override
      public void advance() {
        nowMs += 20;
        store.leaseTime(nowMs);
      }

      @Override
      public void announcedBefore(InstanceReport report) {
        store.leaseTime(nowMs - report.age().toMillis());
        store.openLease().observe(Optional.of(report));
        store.leaseTime(nowMs);
      }

      @Override
      public void close() {}
    };
  }
}
