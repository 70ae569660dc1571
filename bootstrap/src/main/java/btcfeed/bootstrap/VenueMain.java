package btcfeed.bootstrap;

import btcfeed.bootstrap.composition.SystemClock;
import btcfeed.rehearsal.demo.LoneVenue;
import java.io.IOException;

/**
 * The entry point of the simulated venue of {@code deploy/rehearse-instances}. Its argument is the
 * number of trades a second.
 */
public final class VenueMain {
  private VenueMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    LoneVenue.run(Double.parseDouble(args[0]), new SystemClock(), System.out);
  }
}
