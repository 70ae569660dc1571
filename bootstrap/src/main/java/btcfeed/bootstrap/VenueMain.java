package btcfeed.bootstrap;

import btcfeed.bootstrap.composition.SystemClock;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A simulated venue in its own process, which outlives the instances that {@code
 * deploy/rehearse-instances} kills. It prints the addresses of its WebSocket and of its history,
 * and trades at the rate of its only argument until it is killed.
 */
public final class VenueMain {
  /** Past trades kept for pages: more than an instance can miss in a rehearsal. */
  private static final int TAPE = 200_000;

  private VenueMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    SystemClock clock = new SystemClock();
    try (VenueSimulator venue =
        VenueSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock)) {
      System.out.println(venue.uri() + " " + venue.restUri());
      venue.live(Double.parseDouble(args[0]));
      new CountDownLatch(1).await();
    }
  }
}
