package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.journal.FileJournal;

/** What is around the service while it runs: nothing, or the simulated world of the demo. */
interface FeedEnvironment extends AutoCloseable {
  /** The world as it is. */
  FeedEnvironment LIVE = new FeedEnvironment() {};

  /** Prepares it; the answer is the configuration to run with. */
  default FeedConfig set(FeedConfig wanted, FileJournal journal) throws CannotStart {
    return wanted;
  }

  /** The service is up. */
  default void ready(int httpPort) {}

  /** Clears it away, after the service has stopped. Idempotent. */
  @Override
  default void close() {}
}
