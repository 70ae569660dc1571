package btcfeed.planted.benchmarks;

import btcfeed.planted.testsupport.fake.Fake;

/** What may not be measured. */
public final class Offences {
  private Offences() {}

  record MeasuresAFake(Fake fake) {}
}
