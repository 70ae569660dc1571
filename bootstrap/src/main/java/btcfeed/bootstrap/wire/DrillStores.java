package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import java.util.List;

/** The two stores of a rehearsal and what can happen to them. One thread. */
interface DrillStores extends AutoCloseable {
  /** The faults there are for such stores, in the order they are rehearsed. */
  List<DrillFault> faults();

  /** How the service reaches them; the rest of it as wished for. */
  FeedConfig.Stores config(FeedConfig.Stores wanted);

  /** Makes a store be away. */
  void kill(StoreName name);

  /** Brings it back, with what it had or without. */
  void restart(StoreName name, boolean empty) throws CannotStart;

  /** The primary answers nobody any more. */
  void freezePrimary() throws CannotStart;

  /** It does again. */
  void thawPrimary() throws CannotStart;

  /** The primary is emptied while it is written to. */
  void flushPrimary() throws CannotStart;

  /** The connection to the primary breaks in the middle of the next batch or the one after. */
  void cutPrimary();

  /** A reader that sees a store as it is, whatever is wrong with it for the service. */
  StoreReader read(StoreName name) throws CannotStart;

  /** Leaves nothing behind. */
  @Override
  void close();
}
