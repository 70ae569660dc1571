package btcfeed.planted.monitor;

import btcfeed.planted.redis.store.Store;

/** What the monitor may not see. */
public final class Offences {
  private Offences() {}

  record KnowsAnAdapter(Store store) {}
}
