package btcfeed.testsupport;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.InstanceReport;

/** A store as {@link LeasePortContract} sees it from outside. */
public interface LeaseSubject extends AutoCloseable {
  /** An instance's connection for the lease; the test closes it. */
  LeasePort open();

  /** A writer's connection; the test closes it. */
  PricePort openStore();

  /** FLUSHALL. */
  void empty();

  /** Advances a simulated clock of the store by 20 ms; a real one advances by itself. */
  void advance();

  /** The instance announced this as long ago as the report's age. */
  void announcedBefore(InstanceReport report);

  @Override
  void close();
}
