package btcfeed.testsupport;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.Optional;

/** The {@link LeasePort} of an {@link InMemoryStore}. Any thread. */
final class InMemoryLease implements LeasePort {
  private final InMemoryStore store;

  InMemoryLease(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Answer observe(Optional<InstanceReport> announced) {
    return store.lease(
        announced.isPresent(), leases -> announced.ifPresent(one -> leases.announce(one)));
  }

  @Override
  public Answer take(
      WriterLease lease, Duration length, boolean evenIfHeld, Optional<InstanceReport> announced) {
    return store.lease(
        true,
        leases -> {
          announced.ifPresent(one -> leases.announce(one));
          WriterLease holder = store.holder();
          boolean ours = holder.instance().equals(lease.instance());
          boolean held = !ours && !evenIfHeld && !leases.left().isZero();
          if (!held && !holder.isLaterThan(lease)) {
            store.hold(lease);
            leases.holdFor(length);
          }
        });
  }

  @Override
  public Answer release(WriterLease lease) {
    return store.lease(
        true,
        leases -> {
          if (store.holder().equals(lease)) {
            leases.holdFor(Duration.ZERO);
          }
        });
  }

  @Override
  public void close() {}
}
