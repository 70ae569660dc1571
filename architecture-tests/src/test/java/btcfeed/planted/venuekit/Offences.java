package btcfeed.planted.venuekit;

import btcfeed.planted.bootstrap.wiring.Wiring;

/** What the module may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheWiring(Wiring wiring) {}
}
