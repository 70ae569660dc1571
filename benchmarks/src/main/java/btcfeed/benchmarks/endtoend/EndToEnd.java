package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The end-to-end benchmark: interleaved rounds of every system, then medians and ratios. Other load
 * on the computer thus affects all systems alike.
 *
 * <p>Progress goes to standard error, the result to standard output.
 */
public final class EndToEnd {
  private EndToEnd() {}

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    EndToEndOptions options;
    try {
      options = EndToEndOptions.parse(arguments, Path.of("").toAbsolutePath());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(EndToEndOptions.USAGE);
      return 2;
    }
    if (options.subjects().contains(Subject.FEED) && !Files.isRegularFile(options.jar())) {
      System.err.println("no service at " + options.jar() + ": build it with ./mvnw package");
      return 2;
    }
    try {
      Machine machine = Machine.look(options);
      Results results = new Results();
      boolean complete = measure(options, results);
      machine = machine.measured();
      System.out.print(
          options.json()
              ? SystemJson.of(options, machine, results)
              : machine.lines() + System.lineSeparator() + Table.of(results));
      return complete ? 0 : 1;
    } catch (IOException e) {
      System.err.println("the measurement failed: " + e.getMessage());
      return 1;
    }
  }

  /** False if a round failed; the results then end before that round. */
  private static boolean measure(EndToEndOptions options, Results results) {
    for (int round = 1; round <= options.rounds(); round++) {
      for (Subject subject : options.subjects()) {
        System.err.printf("round %d of %d, %s ... ", round, options.rounds(), subject.title());
        System.err.flush();
        Figures figures;
        try {
          figures = Round.run(options, subject);
        } catch (IOException e) {
          System.err.println("failed");
          System.err.println(e.getMessage());
          return false;
        }
        results.add(subject, figures);
        System.err.printf(
            "%,.0f trades/s, p50 %.3f ms, p99 %.3f ms at 1,000/s, %.2f CPU s per 100k, %.0f MB%n",
            figures.tradesPerSecond(),
            figures.calm().p50(),
            figures.calm().p99(),
            figures.cpuPer100k(),
            figures.peakMegabytes());
      }
    }
    return true;
  }
}
