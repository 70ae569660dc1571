package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.http.Followers;
import btcfeed.benchmarks.http.PlainServer;
import btcfeed.benchmarks.http.Requests;
import btcfeed.benchmarks.http.ResponseCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/**
 * The cost of HTTP: health requests while trades flow, readers of the stream, the status page. Also
 * the effect on trade latency, compared with a server that only answers.
 */
public final class OverHttp {
  private static final int BRISK = 10_000;
  private static final int CALM = 1_000;
  private static final int ASKED = 1_000;
  private static final int READERS = 1_000;
  private static final int PAGES = 100;
  private static final int ROUNDS = 3;
  private static final Duration ANSWERS = Duration.ofSeconds(30);
  private static final double US_A_MS = 1_000.0;

  private final BenchmarkProcesses processes;
  private final Round round;
  private final Duration phase;
  private final OverHttpTable table = new OverHttpTable();

  private OverHttp(BenchmarkProcesses processes, EndToEndOptions options) {
    this.processes = processes;
    this.round = new Round(processes, Subject.FEED, options.sizes());
    this.phase = Duration.ofSeconds(options.sizes().equals(EndToEndOptions.Sizes.QUICK) ? 3 : 8);
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    return ServiceBenchmark.run(
        "http [--quick]",
        arguments,
        VenueSide.ONE,
        (processes, options) -> {
          OverHttp measured = new OverHttp(processes, options);
          measured.run(options);
          return measured.table.text();
        });
  }

  private void run(EndToEndOptions options) throws IOException {
    List<String> plain = new ArrayList<>(BenchmarkProcesses.java("-Xmx128m", PlainServer.class));
    plain.add(Integer.toString(ResponseCheck.length(processes.httpPort(), "/health")));
    try (ChildProcess other = ChildProcess.talking("plain server", options.scratch(), plain)) {
      int otherPort = Integer.parseInt(other.answer("port", ANSWERS));
      progress("warming up");
      requested(otherPort, "/");
      requested(processes.httpPort(), "/health");
      requested(processes.httpPort(), "/health");
      for (int i = 1; i <= ROUNDS; i++) {
        progress(
            "round " + i + " of " + ROUNDS + ": " + BRISK + " trades/s, " + ASKED + " requests");
        table.alone(paced(BRISK));
        table.other(requested(otherPort, "/"));
        table.health(requested(processes.httpPort(), "/health"));
      }
    }
    page();
    for (int i = 1; i <= ROUNDS; i++) {
      progress("round " + i + " of " + ROUNDS + ": " + CALM + " trades/s, " + READERS + " readers");
      table.unread(read(0));
      table.read(read(READERS));
    }
    progress("counting");
    round.check();
  }

  /** Measures trades during HTTP requests. */
  private OverHttpTable.Requested requested(int port, String path) throws IOException {
    try (Requests requests = new Requests(port, path)) {
      FutureTask<Histogram> asking = begun(() -> requests.run(ASKED, phase));
      Latency trades = paced(BRISK);
      Histogram answers = ended(asking);
      return new OverHttpTable.Requested(
          trades.p99(),
          answers.getValueAtPercentile(50) / US_A_MS,
          answers.getValueAtPercentile(99) / US_A_MS,
          100.0 * requests.unwell() / answers.getTotalCount());
    }
  }

  /** Measures trades with this many readers of the stream. */
  private OverHttpTable.Followed read(int readers) throws IOException {
    int count = Math.toIntExact(CALM * phase.toSeconds());
    try (Followers followers = new Followers(processes.httpPort(), readers)) {
      Wait.until("every reader has begun", ANSWERS, () -> followers.begun() == readers);
      double cpu = processes.subject().cpuSeconds();
      long began = System.nanoTime();
      Latency trades = round.paced(CALM, count);
      if (readers > 0) {
        Wait.until("every reader has every tick", ANSWERS, () -> followers.ticks() >= count);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return new OverHttpTable.Followed(
          trades.p50(), trades.p99(), (processes.subject().cpuSeconds() - cpu) / seconds);
    }
  }

  private Latency paced(int rate) throws IOException {
    return round.paced(rate, Math.toIntExact(rate * phase.toSeconds()));
  }

  private void page() throws IOException {
    double[] times = new double[PAGES];
    for (int i = 0; i < PAGES; i++) {
      times[i] = ResponseCheck.firstByte(processes.httpPort(), "/") / 1e6;
    }
    Arrays.sort(times);
    table.page(times[PAGES / 2], times[PAGES - 2]);
  }

  private static FutureTask<Histogram> begun(Callable<Histogram> work) {
    FutureTask<Histogram> task = new FutureTask<>(work);
    Thread.ofPlatform().name("load").daemon().start(task);
    return task;
  }

  private static Histogram ended(FutureTask<Histogram> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("an HTTP request failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }
}
