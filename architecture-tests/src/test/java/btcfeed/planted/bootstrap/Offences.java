package btcfeed.planted.bootstrap;

import btcfeed.planted.testsupport.fake.Fake;

/** What the product may not ship. */
public final class Offences {
  private Offences() {}

  record ShipsAFake(Fake fake) {}

  record ReachesThroughTheDoor(btcfeed.planted.http.Offences inside) {}
}
