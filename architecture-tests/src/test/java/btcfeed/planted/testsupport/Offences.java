package btcfeed.planted.testsupport;

import btcfeed.planted.redis.store.Store;

/** What fakes may not see. */
public final class Offences {
  private Offences() {}

  record KnowsAnAdapter(Store store) {}
}
