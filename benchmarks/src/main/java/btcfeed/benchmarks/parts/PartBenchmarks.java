package btcfeed.benchmarks.parts;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks, half a minute each by default. Accepts JMH's own options: {@code -f 5
 * -wi 10 -i 20} for more precision, {@code -rf json} for JSON.
 */
public final class PartBenchmarks {
  /** The directory for files: on the repository's disk, not in a memory file system. */
  static final String SCRATCH = "benchmarks/target";

  private PartBenchmarks() {}

  /** Runs the decoding benchmark; returns the exit code. */
  public static int decode(List<String> arguments) {
    return run(arguments, DecodeBenchmark.class);
  }

  /** Runs the decoding benchmark of each venue; returns the exit code. */
  public static int decodeVenues(List<String> arguments) {
    return run(arguments, VenueDecodeBenchmark.class, BatchDecodeBenchmark.class);
  }

  /** Runs the journal benchmark; returns the exit code. */
  public static int journal(List<String> arguments) {
    return run(arguments, JournalBenchmark.class);
  }

  private static int run(List<String> arguments, Class<?>... benchmarks) {
    try {
      var options =
          new OptionsBuilder()
              .parent(new CommandLineOptions(arguments.toArray(String[]::new)))
              .addProfiler(GCProfiler.class)
              .shouldFailOnError(true);
      for (Class<?> benchmark : benchmarks) {
        options.include(benchmark.getName());
      }
      Collection<RunResult> results = new Runner(options.build()).run();
      System.out.print(DecodeTable.of(results));
      return 0;
    } catch (CommandLineOptionException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (RunnerException e) {
      System.err.println("not measured: " + e.getMessage());
      return 1;
    }
  }
}
