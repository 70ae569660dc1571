package btcfeed.rehearsal.demo;

import btcfeed.domain.time.Clock;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** A simulated venue in its own process, for instances that are started and killed beside it. */
public final class LoneVenue {
  /** Past trades kept for pages: more than an instance can miss in a rehearsal. */
  private static final int TAPE = 200_000;

  private LoneVenue() {}

  /**
   * Prints the addresses of its WebSocket and of its history, and trades until the process is
   * killed.
   */
  public static void run(double tradesPerSecond, Clock clock, PrintStream out)
      throws IOException, InterruptedException {
    try (VenueSimulator venue =
        VenueSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock)) {
      out.println(venue.uri() + " " + venue.restUri());
      venue.live(tradesPerSecond);
      new CountDownLatch(1).await();
    }
  }
}
