package btcfeed.planted.log;

import btcfeed.planted.redis.store.Store;

/** What the log may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(Store store) {}
}
