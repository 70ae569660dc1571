package btcfeed.planted.recording;

import btcfeed.planted.bootstrap.wiring.Wiring;

/** What recordings may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheWiring(Wiring wiring) {}
}
