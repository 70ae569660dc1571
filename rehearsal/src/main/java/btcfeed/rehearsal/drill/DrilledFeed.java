package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.StoreName;

/** The running service of a drill. Any thread. */
public interface DrilledFeed extends AutoCloseable {
  /** Where readers should look now. */
  StoreName activeStore();

  /** True if the store is live and holds all of the journal. */
  boolean upToDate(StoreName store);

  /** The last record that the store holds, as its sender knows it. */
  JournalId applied(StoreName store);

  /** Stops it. Idempotent. */
  @Override
  void close();

  /** Starts such a service. Implemented by the composition root. */
  @FunctionalInterface
  interface Starter {
    /** Starts a service that logs nothing. */
    DrilledFeed start(FeedConfig config) throws CannotStart;
  }
}
