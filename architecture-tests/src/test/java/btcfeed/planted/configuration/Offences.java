package btcfeed.planted.configuration;

import btcfeed.planted.bootstrap.wiring.Wiring;

/** What the settings may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheWiring(Wiring wiring) {}
}
