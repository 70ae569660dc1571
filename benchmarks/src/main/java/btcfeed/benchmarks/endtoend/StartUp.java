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
 * How long a start takes, until HTTP answers and until the first tick is in a store: as it is, and
 * with what Java learnt from one start, as the launcher arranges it.
 */
public final class StartUp {
  private static final int STARTS = 7;
  private static final int RATE = 200;
  private static final int FAILOVER = 1;
  private static final Duration LEARNING = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double MOST_TO_HTTP = 0.7;
  private static final double MOST_TO_TICK = 1.2;

  private final Scene scene;
  private final StringBuilder table = new StringBuilder();

  /** Seconds from the start of the process. */
  private record Took(double http, double tick) {}

  private StartUp(Scene scene) {
    this.scene = scene;
  }

  /** Runs it in the repository that is the working directory; the process's exit code. */
  public static int run(List<String> arguments) {
    try {
      EndToEndOptions options = EndToEndOptions.parse(arguments, Path.of("").toAbsolutePath());
      Files.createDirectories(options.scratch());
      Path cache = Files.createTempFile(options.scratch(), "start-", ".aot");
      try (Scene scene = new Scene(options, Subject.FEED, VenueSide.USUAL)) {
        Machine machine = Machine.look(options);
        StartUp measured = new StartUp(scene);
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
      System.err.println("not measured: " + e.getMessage());
      return 1;
    }
  }

  private void run(Path cache) throws IOException {
    scene.venue().say("live " + RATE + " binance");
    var _ = scene.venue().answer("live", PATIENCE);
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
    scene.endSubject();
    String before = Pauses.newest(scene.stores().get(FAILOVER).client());
    long began = System.nanoTime();
    scene.startSubjectAgain(List.of(flag));
    Wait.until("HTTP answers", PATIENCE, this::answers);
    double http = (System.nanoTime() - began) / 1e9;
    Wait.until("a tick is in the store", PATIENCE, () -> !newest().equals(before));
    return new Took(http, (System.nanoTime() - began) / 1e9);
  }

  private String newest() throws IOException {
    scene.subject().requireAlive();
    return Pauses.newest(scene.stores().get(FAILOVER).client());
  }

  private boolean answers() throws IOException {
    scene.subject().requireAlive();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.httpPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
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
