package btcfeed.bootstrap.cli;

import btcfeed.domain.market.Venue;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the commands do. Each returns the exit code of the process: 0 fine, 1 it failed; wrong usage
 * and wrong configuration (2) never get here.
 *
 * <p>Called from the main thread, one verb per process. An exception is a bug and ends the process
 * with 1.
 */
public interface Verbs {
  /** The venues this build can speak to. */
  Set<Venue> venues();

  /** The service, until it is told to stop. */
  int run(Start start);

  /**
   * The service against simulated venues and stores of its own, until it is told to stop or the
   * time is over.
   */
  int demo(Start start, Optional<Duration> time);

  /** A rehearsal of failures on a stage of its own; prints what each cost. */
  int drill(Start start, DrillOrder order);

  /** A long rehearsal, with a fault every few seconds; prints what came of it. */
  int soak(Start start, SoakOrder order);

  /** Writes down what the configured venues say, until it is told to stop or the time is over. */
  int record(Start start, RecordOrder order);

  /** Plays a recording through the whole service and prints what came out. */
  int replay(Start start, ReplayOrder order);

  /** Every venue there is, as it would be listened to: a table, or JSON. */
  int listVenues(Start start, boolean json);

  /** A dashboard of a running service, or one snapshot of it. */
  int monitor(MonitorOrder order, PrintStream out, PrintStream err);

  /** Whether {@link #run} would work: tries everything out, prints what it found. */
  int check(Start start);
}
