package btcfeed.rehearsal.takeover;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.faults.RedisPair;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two stores, a simulated venue, and the instances between them that were started so far. One
 * thread, except for {@link #close}, which is idempotent.
 */
record TakeoverStage(
    Path directory,
    RedisPair stores,
    VenueSimulator venue,
    List<Instance> instances,
    CloseStack opened)
    implements AutoCloseable {
  private static final int TAPE = 1_000_000;

  /** Starts the stores and the venue, with their files in this directory. */
  static TakeoverStage open(Path directory, RedisPair.Launcher launcher, Clock clock)
      throws CannotStart {
    try (CloseStack opened =
        new CloseStack(failed -> System.err.println("while ending the drill: " + failed))) {
      RedisPair stores = opened.push(RedisPair.start(directory, launcher, clock));
      VenueSimulator venue =
          opened.push(VenueSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock));
      return new TakeoverStage(directory, stores, venue, new ArrayList<>(), opened.handOver());
    } catch (IOException failed) {
      throw new CannotStart("the simulated venue cannot listen: " + failed);
    }
  }

  /** Starts another instance. */
  Instance startInstance() throws CannotStart {
    Instance next = opened.push(Instance.start(instances.size() + 1, directory, stores, venue));
    instances.add(next);
    return next;
  }

  @Override
  public void close() {
    opened.close();
  }
}
