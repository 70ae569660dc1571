package btcfeed.planted.journal;

import btcfeed.planted.redis.store.Store;

/** What the journal may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(Store store) {}
}
