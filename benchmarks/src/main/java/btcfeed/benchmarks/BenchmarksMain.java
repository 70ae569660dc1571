package btcfeed.benchmarks;

import btcfeed.benchmarks.endtoend.AllVenues;
import btcfeed.benchmarks.endtoend.EndToEnd;
import btcfeed.benchmarks.endtoend.Instances;
import btcfeed.benchmarks.endtoend.Outage;
import btcfeed.benchmarks.endtoend.OverHttp;
import btcfeed.benchmarks.endtoend.Sinks;
import btcfeed.benchmarks.endtoend.StartUp;
import btcfeed.benchmarks.parts.PartBenchmarks;
import java.util.Arrays;
import java.util.List;

/**
 * The entry point of all benchmarks. The first argument selects a benchmark, the others are its
 * options. Exit code 0 after a measurement, 1 after a failure or a lost trade, 2 for wrong usage.
 */
public final class BenchmarksMain {
  private static final String USAGE =
      """
      usage: ./benchmark end-to-end [options]   the service and two yardsticks, venue to Redis
             ./benchmark outage [options]       a store is killed, frozen, and returns empty
             ./benchmark venues [options]       fifteen venues on two lines each; lines fail
             ./benchmark http [options]         requests, stream readers, the status page
             ./benchmark instances [options]    the cost of a follower; a new host takes over
             ./benchmark sinks [options]        the cost of sinks; a sink gets a backlog
             ./benchmark start-up [options]     time to the first HTTP answer and the first tick
             ./benchmark decode [options]       a venue's frame to a trade (JMH)
             ./benchmark decode-venues [options] each venue's message to a trade (JMH)
             ./benchmark journal [options]      append and replay (JMH)
      """;

  private BenchmarksMain() {}

  /** Runs one benchmark and exits. */
  public static void main(String[] args) {
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    System.exit(
        switch (args.length == 0 ? "" : args[0]) {
          case "end-to-end" -> EndToEnd.run(rest);
          case "outage" -> Outage.run(rest);
          case "venues" -> AllVenues.run(rest);
          case "http" -> OverHttp.run(rest);
          case "instances" -> Instances.run(rest);
          case "sinks" -> Sinks.run(rest);
          case "start-up" -> StartUp.run(rest);
          case "decode" -> PartBenchmarks.decode(rest);
          case "decode-venues" -> PartBenchmarks.decodeVenues(rest);
          case "journal" -> PartBenchmarks.journal(rest);
          default -> {
            System.err.print(USAGE);
            yield 2;
          }
        });
  }
}
