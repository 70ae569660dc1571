package btcfeed.rehearsal.faults;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import java.time.Duration;

/** The two stores of a rehearsal, and the faults they can have. One thread. */
public interface FaultyStores extends AutoCloseable {
  /** The settings with which the service reaches them. */
  FeedConfig.Stores config(FeedConfig.Stores wanted, Duration failbackGrace);

  /** Makes a store unreachable. */
  void kill(StoreName name);

  /** Makes it reachable again, with its data. */
  void launch(StoreName name) throws CannotStart;

  /** Makes it reachable again, empty. */
  void launchEmpty(StoreName name) throws CannotStart;

  /** Stops it from answering; connections stay open. */
  void freeze(StoreName name) throws CannotStart;

  /** Lets it answer again. */
  void thaw(StoreName name) throws CannotStart;

  /** Empties it while the service writes to it. */
  void flush(StoreName name) throws CannotStart;

  /** Cuts the connection to it inside one of the next two batches, where there is a proxy. */
  default void cut(StoreName name) {
    throw new IllegalStateException("there is no proxy to cut");
  }

  /** A reader of a store that does not pass the faults injected for the service. */
  StoreReader read(StoreName name) throws CannotStart;

  /** Closes them and deletes what the rehearsal wrote. */
  @Override
  void close();
}
