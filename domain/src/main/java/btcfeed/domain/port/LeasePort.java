package btcfeed.domain.port;

import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.Optional;

/**
 * Driven port: the leader's lease in a store or in the witness. Implemented by adapters-redis,
 * faked by {@code InMemoryStore}.
 *
 * <p>The instance with the lease leads: it alone writes the stores. A lease runs out by the clock
 * of the store, so the clocks of the instances do not matter. Each call is one atomic step.
 *
 * <p>{@link PricePort} refuses the writes of an instance as soon as another one has taken the
 * lease. So no instance writes under a lease that another one has ended.
 *
 * <p>Threads: one at a time, beside the calls of the store's {@link PricePort}. Time: each call
 * returns within the implementation's timeout and never throws for a fault of the store or network.
 */
public interface LeasePort extends AutoCloseable {
  /**
   * Reads the lease.
   *
   * @param announced what this instance announces about itself; empty for nothing
   */
  Answer observe(Optional<InstanceReport> announced);

  /**
   * Takes or renews the lease for {@code length} from now. The store refuses if it has a later
   * lease ({@link WriterLease#isLaterThan}), or one of another instance that still holds. The
   * answer shows who has the lease then. An instance may always take its own lease again, with the
   * same or a higher epoch.
   *
   * @param evenIfHeld true to end a lower epoch whose lease still holds
   */
  Answer take(
      WriterLease lease, Duration length, boolean evenIfHeld, Optional<InstanceReport> announced);

  /** Ends this lease at once, so that another instance can take it. No effect on another lease. */
  Answer release(WriterLease lease);

  /** Closes every connection. Idempotent. */
  @Override
  void close();

  sealed interface Answer {
    record Seen(LeaseView view) implements Answer {}

    /** After {@link PricePort.Failure.Unanswered} of {@link #take}, the lease may be taken. */
    record Failed(PricePort.Failure failure) implements Answer {}
  }
}
