package btcfeed.planted.rehearsal;

import btcfeed.planted.bootstrap.wiring.Wiring;

/** What rehearsals may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheWiring(Wiring wiring) {}
}
