package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * The time from a start to the first HTTP answer and to the first tick in a store. Compares starts
 * with and without the AOT cache that the launcher creates.
 */
public final class StartUp {
  private static final int STARTS = 7;
  private static final int RATE = 200;
  private static final int FAILOVER = 1;
  private static final Duration LEARNING = Duration.ofSeconds(8);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final double MOST_TO_HTTP = 0.7;
  private static final double MOST_TO_TICK = 1.2;

  private final BenchmarkProcesses processes;
  private final StringBuilder table = new StringBuilder();

  /** Seconds since the start of the process. */
  private record Took(double http, double tick) {}

  private StartUp(BenchmarkProcesses processes) {
    this.processes = processes;
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    try {
      EndToEndOptions options = EndToEndOptions.parse(arguments, Path.of("").toAbsolutePath());
      Files.createDirectories(options.scratch());
      Path cache = Files.createTempFile(options.scratch(), "start-", ".aot");
      try (BenchmarkProcesses processes =
          new BenchmarkProcesses(options, Subject.FEED, VenueSide.USUAL)) {
        Machine machine = Machine.look(options);
        StartUp measured = new StartUp(processes);
        measured.run(cache);
        System.out.print(machine.measured().lines() + System.lineSeparator() + measured.table);
        return 0;
      } finally {
        Files.deleteIfExists(cache);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("usage: ./benchmark start-up [--jar FILE] [--scratch DIR]");
      return 2;
    } catch (IOException e) {
      System.err.println("the measurement failed: " + e.getMessage());
      return 1;
    }
  }

  private void run(Path cache) throws IOException {
    processes.venue().send("live " + RATE + " binance");
    var _ = processes.venue().answer("live", TIMEOUT);
    progress("watching one start");
    again("-XX:AOTCacheOutput=" + cache);
    LockSupport.parkNanos(LEARNING.toNanos());
    List<Took> plain = new ArrayList<>();
    List<Took> learnt = new ArrayList<>();
    for (int start = 1; start <= STARTS; start++) {
      progress("start " + start + " of " + STARTS + ", each without and with what was learnt");
      plain.add(again("-Xlog:aot=error"));
      learnt.add(again("-XX:AOTCache=" + cache));
    }
    line("HTTP answers after, s", median(plain, true), median(learnt, true), MOST_TO_HTTP);
    line("first tick in a store, s", median(plain, false), median(learnt, false), MOST_TO_TICK);
  }

  private Took again(String flag) throws IOException {
    processes.endSubject();
    String before = StreamPauses.newest(processes.stores().get(FAILOVER).client());
    long began = System.nanoTime();
    processes.startSubjectAgain(List.of(flag));
    Wait.until("HTTP answers", TIMEOUT, this::answers);
    double http = (System.nanoTime() - began) / 1e9;
    Wait.until("a tick is in the store", TIMEOUT, () -> !newest().equals(before));
    return new Took(http, (System.nanoTime() - began) / 1e9);
  }

  private String newest() throws IOException {
    processes.subject().requireAlive();
    return StreamPauses.newest(processes.stores().get(FAILOVER).client());
  }

  private boolean answers() throws IOException {
    processes.subject().requireAlive();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), processes.httpPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket
          .getOutputStream()
          .write(
              "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == 'H';
    } catch (IOException _) {
      return false; // Not listening yet.
    }
  }

  private static double median(List<Took> starts, boolean http) {
    double[] sorted =
        starts.stream().mapToDouble(took -> http ? took.http : took.tick).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }

  private void line(String title, double plain, double learnt, double limit) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-28s%.2f  with what was learnt %.2f  at most %.2f: %s%n",
            title,
            plain,
            learnt,
            limit,
            learnt <= limit ? "met" : "missed"));
  }
}
