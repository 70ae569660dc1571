package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What sinks cost the stores: trades with no sink, with one that never answers, and with Parquet
 * files; then a sink that starts with a backlog of a million ticks.
 */
public final class Sinks {
  private static final int CALM = 1_000;
  private static final int BRISK = 10_000;
  private static final int ROUNDS = 3;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final long BACKLOG = 1_000_000;
  private static final double MOST_WORSE = 1.1;
  private static final List<String> JARS = List.of("sink-parquet", "sink-postgresql");
  private static final Pattern RECORDS =
      Pattern.compile("\"parquet\"\\s*:\\s*\\{[^}]*\"records\"\\s*:\\s*(\\d+)");

  private final BenchmarkProcesses processes;
  private final EndToEndOptions options;
  private final Round round;
  private final Path plugins;
  private final HttpClient http = HttpClient.newHttpClient();
  private final StringBuilder table = new StringBuilder();

  private record Latencies(Latency calm, Latency brisk) {}

  private Sinks(BenchmarkProcesses processes, EndToEndOptions options, Path plugins) {
    this.processes = processes;
    this.options = options;
    this.plugins = plugins;
    this.round = new Round(processes, Subject.FEED, options.sizes());
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    return ServiceBenchmark.run(
        "sinks",
        arguments,
        VenueSide.ONE,
        (processes, options) -> {
          Path plugins = Files.createTempDirectory(options.scratch(), "plugins-");
          try (ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            for (String jar : JARS) {
              Path built = options.root().resolve(jar).resolve("target").resolve(jar + ".jar");
              Files.copy(built, plugins.resolve(jar + ".jar"));
            }
            Sinks measured = new Sinks(processes, options, plugins);
            measured.run(silent.getLocalPort());
            return measured.table.toString();
          } finally {
            for (String jar : JARS) {
              Files.deleteIfExists(plugins.resolve(jar + ".jar"));
            }
            Files.deleteIfExists(plugins);
          }
        });
  }

  private void run(int silentPort) throws IOException {
    List<Latencies> without = new ArrayList<>();
    List<Latencies> frozen = new ArrayList<>();
    List<Latencies> parquet = new ArrayList<>();
    String silent = "postgresql://feed@127.0.0.1:" + silentPort + "/feed";
    progress("warming up");
    var _ = round.blast(options.sizes().warmBlast());
    for (int i = 1; i <= ROUNDS; i++) {
      progress("round " + i + " of " + ROUNDS + ": no sink, one that never answers, Parquet files");
      without.add(measured(""));
      frozen.add(measured(silent));
      parquet.add(measured(parquet("round")));
    }
    compare("with a sink that never answers", without, frozen);
    compare("with Parquet files", without, parquet);
    backlog();
  }

  private String parquet(String folder) {
    return "parquet://" + plugins.toAbsolutePath().resolveSibling("files-" + folder);
  }

  private Latencies measured(String sinks) throws IOException {
    restart(sinks);
    var _ = round.paced(BRISK, options.sizes().warmUp());
    var _ = round.paced(CALM, CALM * 2);
    return new Latencies(paced(CALM), paced(BRISK));
  }

  private Latency paced(int rate) throws IOException {
    return round.paced(rate, Math.toIntExact(rate * PHASE.toSeconds()));
  }

  private void restart(String sinks) throws IOException {
    processes.endSubject();
    processes.startSubjectAgain(
        List.of(), Map.of("FEED_PLUGINS_DIR", plugins.toString(), "FEED_SINKS", sinks));
    processes.awaitConnected();
  }

  private void compare(String what, List<Latencies> without, List<Latencies> with) {
    ratio("p99 at 1,000/s, ms, " + what, without, with, it -> it.calm.p99());
    ratio("p99 at 10,000/s, ms, " + what, without, with, it -> it.brisk.p99());
  }

  private void ratio(
      String title, List<Latencies> without, List<Latencies> with, ToDoubleFunction<Latencies> of) {
    double before = median(without.stream().map(of::applyAsDouble));
    double after = median(with.stream().map(of::applyAsDouble));
    line(
        title,
        String.format(
            Locale.ROOT,
            "%.2f to %.2f  ratio %.2f  at most %.2f: %s",
            before,
            after,
            after / before,
            MOST_WORSE,
            after / before <= MOST_WORSE ? "met" : "missed"));
  }

  private void backlog() throws IOException {
    progress("a backlog of " + BACKLOG + " ticks");
    restart("");
    while (round.sent() < BACKLOG) {
      var _ = round.blast((int) Math.min(options.sizes().blast(), BACKLOG - round.sent()));
    }
    progress("Parquet files get the backlog");
    restart(parquet("backlog"));
    long began = System.nanoTime();
    Wait.until("the sink has the backlog", WITHIN, () -> records() >= round.sent());
    double seconds = (System.nanoTime() - began) / 1e9;
    line(
        "a backlog into Parquet files",
        String.format(
            Locale.ROOT,
            "%d ticks in %.1f s, %.0f a second",
            round.sent(),
            seconds,
            round.sent() / seconds));
    round.count();
  }

  private long records() throws IOException {
    processes.subject().requireAlive();
    URI uri = URI.create("http://127.0.0.1:" + processes.httpPort() + "/health");
    try {
      String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      Matcher records = RECORDS.matcher(body);
      return records.find() ? Long.parseLong(records.group(1)) : 0;
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static double median(Stream<Double> values) {
    double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }

  private void line(String title, String text) {
    table.append(String.format(Locale.ROOT, "%-52s%s%n", title, text));
  }
}
