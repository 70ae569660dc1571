package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.monitor.MonitorOptions;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.ReplayOptions;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.soak.SoakOptions;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The verbs. Each returns the exit code of the process, see {@link Exit}. The command line handles
 * wrong usage and wrong configuration before it calls a verb.
 *
 * <p>Called from the main thread, one verb per process. An exception is a bug and ends the process
 * with 1.
 */
public interface Verbs {
  /** The venues of this build, and the plugins in this folder. */
  AvailablePlugins plugins(Path folder);

  /** Runs the service until the process is stopped. */
  int run(Invocation invocation);

  /** Runs the service between simulated venues and stores, until it is stopped or time is over. */
  int demo(Invocation invocation, Optional<Duration> time);

  /** Injects faults one after the other; prints what each cost. */
  int drill(Invocation invocation, DrillOptions options);

  /** Takes the lead from one of several instances after the other; prints what each cost. */
  int takeovers(Invocation invocation, TakeoverOptions options);

  /** Injects a fault every few seconds for a long time; prints the result. */
  int soak(Invocation invocation, SoakOptions options);

  /** Records the configured venues until it is stopped or the time is over. */
  int record(Invocation invocation, RecordOptions options);

  /** Plays a recording through the whole service and prints the result. */
  int replay(Invocation invocation, ReplayOptions options);

  /** Writes ticks of the journal or of a store into a file. */
  int export(Invocation invocation, ExportOptions options);

  /** Prints every venue with its settings: a table, or JSON. */
  int listVenues(Invocation invocation, boolean json);

  /** Prints every plugin in the folder of plugins, and what is wrong with those left out. */
  int listPlugins(Invocation invocation);

  /** Shows a dashboard of a running service, or prints one snapshot. */
  int monitor(MonitorOptions options, PrintStream out, PrintStream err);

  /** Checks whether {@link #run} would work; prints a table. */
  int check(Invocation invocation);
}
