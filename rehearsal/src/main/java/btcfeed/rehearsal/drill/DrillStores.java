package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import java.util.List;

/** The two stores of a drill, and the faults they can have. One thread. */
interface DrillStores extends AutoCloseable {
  /** The faults that these stores allow, in the order of the drill. */
  List<DrillFault> faults();

  /** The settings with which the service reaches them. */
  FeedConfig.Stores config(FeedConfig.Stores wanted);

  /** Makes a store unreachable. */
  void kill(StoreName name);

  /** Makes it reachable again, with its data or empty. */
  void restart(StoreName name, boolean empty) throws CannotStart;

  /** Stops the primary from answering; connections stay open. */
  void freezePrimary() throws CannotStart;

  /** Lets the primary answer again. */
  void thawPrimary() throws CannotStart;

  /** Empties the primary while the service writes to it. */
  void flushPrimary() throws CannotStart;

  /** Cuts the connection to the primary inside one of the next two batches. */
  void cutPrimary();

  /** A reader of a store that does not pass the faults injected for the service. */
  StoreReader read(StoreName name) throws CannotStart;

  /** Closes them and deletes what the drill wrote. */
  @Override
  void close();
}
