package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a follower costs the leader, and how soon a new instance leads when the stores have a long
 * history.
 */
public final class Instances {
  private static final int CALM = 1_000;
  private static final int BRISK = 10_000;
  private static final int ROUNDS = 3;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);
  private static final long LONG_HISTORY = 1_000_000;
  private static final double MOST_WORSE = 1.1;
  private static final double MOST_SECONDS = 10;

  private final BenchmarkProcesses processes;
  private final Round round;
  private final EndToEndOptions.Sizes sizes;
  private final StringBuilder table = new StringBuilder();
  private final List<Pair> pairs = new ArrayList<>();

  /** One part of a round, with and without a follower. */
  private record Pair(Phase alone, Phase followed) {}

  /**
   * @param leader processor seconds of the leader in this time
   * @param follower the same of the follower; 0 without one
   */
  private record Phase(Latency calm, Latency brisk, double leader, double follower) {}

  private Instances(BenchmarkProcesses processes, EndToEndOptions options) {
    this.processes = processes;
    this.sizes = options.sizes();
    this.round = new Round(processes, Subject.FEED, sizes);
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    return ServiceBenchmark.run(
        "instances",
        arguments,
        VenueSide.ONE,
        (processes, options) -> {
          Instances measured = new Instances(processes, options);
          measured.run();
          return measured.table.toString();
        });
  }

  private void run() throws IOException {
    progress("warming up");
    var _ = round.paced(BRISK, sizes.warmUp());
    var _ = round.blast(sizes.warmBlast());
    for (int i = 1; i <= ROUNDS; i++) {
      progress("round " + i + " of " + ROUNDS + ", alone and with a follower");
      Phase alone = measured(() -> 0);
      BenchmarkProcesses.Instance follower = processes.startAnother("follower " + i);
      long deadline = System.nanoTime() + READY_WITHIN.toNanos();
      while (!answers(follower, "/health/ready") && System.nanoTime() < deadline) {
        // A line without trades is replaced after some seconds.
        var _ = round.paced(CALM, CALM);
      }
      var _ = round.paced(BRISK, sizes.warmUp());
      pairs.add(new Pair(alone, measured(follower.process()::cpuSeconds)));
      end(follower);
    }
    report();
    newHost();
  }

  private interface Cpu {
    double seconds() throws IOException;
  }

  private Phase measured(Cpu follower) throws IOException {
    var _ = round.paced(CALM, Math.toIntExact(CALM * 2L));
    Latency calm = paced(CALM);
    double leaderBefore = processes.subject().cpuSeconds();
    double followerBefore = follower.seconds();
    Latency brisk = paced(BRISK);
    return new Phase(
        calm,
        brisk,
        processes.subject().cpuSeconds() - leaderBefore,
        follower.seconds() - followerBefore);
  }

  private Latency paced(int rate) throws IOException {
    return round.paced(rate, Math.toIntExact(rate * PHASE.toSeconds()));
  }

  private void report() {
    ratio("p50 at 1,000/s, ms", phase -> phase.calm.p50());
    ratio("p99 at 1,000/s, ms", phase -> phase.calm.p99());
    ratio("p99 at 10,000/s, ms", phase -> phase.brisk.p99());
    double shares = median(pairs.stream().map(p -> p.followed.follower / p.followed.leader));
    line(
        "processor time, follower to leader",
        String.format(Locale.ROOT, "%.2f  at most 1: %s", shares, met(shares <= 1)));
  }

  private void ratio(String title, ToDoubleFunction<Phase> figure) {
    double ratio =
        median(
            pairs.stream()
                .map(p -> figure.applyAsDouble(p.followed) / figure.applyAsDouble(p.alone)));
    line(
        title,
        String.format(
            Locale.ROOT,
            "alone %.2f  followed %.2f  ratio %.2f  at most %.2f: %s",
            median(pairs.stream().map(p -> figure.applyAsDouble(p.alone))),
            median(pairs.stream().map(p -> figure.applyAsDouble(p.followed))),
            ratio,
            MOST_WORSE,
            met(ratio <= MOST_WORSE)));
  }

  /** The leader ends; an instance with an empty folder takes over a long history. */
  private void newHost() throws IOException {
    progress("filling the stores with " + LONG_HISTORY + " entries");
    while (round.sent() < LONG_HISTORY) {
      var _ = round.blast((int) Math.min(sizes.blast(), LONG_HISTORY - round.sent()));
    }
    long entries = round.sent();
    processes.endSubject();
    progress("starting an instance with an empty folder");
    long began = System.nanoTime();
    BenchmarkProcesses.Instance next = processes.startAnother("new host");
    Wait.until("the new host leads", READY_WITHIN, () -> answers(next, "/health/leader"));
    double seconds = (System.nanoTime() - began) / 1e9;
    round.count();
    line(
        "leads with " + entries + " entries after, s",
        String.format(
            Locale.ROOT,
            "%.1f  at most %.0f: %s",
            seconds,
            MOST_SECONDS,
            met(seconds <= MOST_SECONDS)));
    end(next);
  }

  private static boolean answers(BenchmarkProcesses.Instance instance, String path)
      throws IOException {
    instance.process().requireAlive();
    try {
      URI uri = URI.create("http://127.0.0.1:" + instance.httpPort() + path);
      HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection();
      request.setReadTimeout(Math.toIntExact(READY_WITHIN.toMillis()));
      return request.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // Not listening yet.
    }
  }

  private static void end(BenchmarkProcesses.Instance instance) throws IOException {
    int code = instance.process().end(READY_WITHIN);
    if (code != 0) {
      throw new IOException("an instance ended with code " + code + instance.process().tail());
    }
  }

  private static double median(Stream<Double> values) {
    double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }

  private void line(String title, String text) {
    table.append(String.format(Locale.ROOT, "%-36s%s%n", title, text));
  }
}
