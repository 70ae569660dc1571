package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a benchmark of the service with its processes, and prints the machine and the result. */
final class ServiceBenchmark {
  private ServiceBenchmark() {}

  /** What a benchmark does; returns its table. */
  interface Measurement {
    String run(BenchmarkProcesses processes, EndToEndOptions options) throws IOException;
  }

  /**
   * Runs it in the working directory, a clone of the repository. Returns the exit code.
   *
   * @param usage the verb and its options, for a wrong option
   */
  static int run(String usage, List<String> arguments, VenueSide side, Measurement measurement) {
    EndToEndOptions options;
    try {
      options = EndToEndOptions.parse(arguments, Path.of("").toAbsolutePath());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("usage: ./benchmark " + usage + " [--jar FILE] [--scratch DIR]");
      return 2;
    }
    if (!Files.isRegularFile(options.jar())) {
      System.err.println("no service at " + options.jar() + ": build it with ./mvnw package");
      return 2;
    }
    try (BenchmarkProcesses processes = new BenchmarkProcesses(options, Subject.FEED, side)) {
      Machine machine = Machine.look(options);
      String table = measurement.run(processes, options);
      System.out.print(machine.measured().lines() + System.lineSeparator() + table);
      return 0;
    } catch (IOException e) {
      System.err.println("the measurement failed: " + e.getMessage());
      return 1;
    }
  }
}
