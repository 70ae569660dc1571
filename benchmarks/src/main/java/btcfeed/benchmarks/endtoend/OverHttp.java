package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.http.Followers;
import btcfeed.benchmarks.http.PlainServer;
import btcfeed.benchmarks.http.Requests;
import btcfeed.benchmarks.http.ResponseCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/**
 * What being asked costs: answers about health while trades flow, readers of the stream, the page.
 * And what the trades notice of it, beside what they notice of a server that does nothing but
 * answer.
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

  private final Scene scene;
  private final Round round;
  private final Duration phase;
  private final OverHttpTable table = new OverHttpTable();

  private OverHttp(Scene scene, EndToEndOptions options) {
    this.scene = scene;
    this.round = new Round(scene, Subject.FEED, options.sizes());
    this.phase = Duration.ofSeconds(options.sizes().equals(EndToEndOptions.Sizes.QUICK) ? 3 : 8);
  }

  /** Runs it in the repository that is the working directory; the process's exit code. */
  public static int run(List<String> arguments) {
    EndToEndOptions options;
    try {
      options = EndToEndOptions.parse(arguments, Path.of("").toAbsolutePath());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("usage: ./benchmark http [--quick] [--jar FILE] [--scratch DIR]");
      return 2;
    }
    if (!Files.isRegularFile(options.jar())) {
      System.err.println("no service at " + options.jar() + ": build it with ./mvnw package");
      return 2;
    }
    try (Scene scene = new Scene(options, Subject.FEED)) {
      Machine machine = Machine.look(options);
      OverHttp measured = new OverHttp(scene, options);
      measured.run(options);
      System.out.print(machine.measured().lines() + System.lineSeparator() + measured.table.text());
      return 0;
    } catch (IOException e) {
      System.err.println("not measured: " + e.getMessage());
      return 1;
    }
  }

  private void run(EndToEndOptions options) throws IOException {
    List<String> plain = new ArrayList<>(Scene.java("-Xmx128m", PlainServer.class));
    plain.add(Integer.toString(ResponseCheck.length(scene.httpPort(), "/health")));
    try (Child other = Child.talking("plain server", options.scratch(), plain)) {
      int otherPort = Integer.parseInt(other.answer("port", ANSWERS));
      progress("warming up");
      asked(otherPort, "/");
      asked(scene.httpPort(), "/health");
      asked(scene.httpPort(), "/health");
      for (int i = 1; i <= ROUNDS; i++) {
        progress("round " + i + " of " + ROUNDS + ": " + BRISK + " trades/s, " + ASKED + " asked");
        table.alone(paced(BRISK));
        table.other(asked(otherPort, "/"));
        table.health(asked(scene.httpPort(), "/health"));
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

  /** Trades flow while somebody asks. */
  private OverHttpTable.Asked asked(int port, String path) throws IOException {
    try (Requests requests = new Requests(port, path)) {
      FutureTask<Histogram> asking = begun(() -> requests.run(ASKED, phase));
      Latency trades = paced(BRISK);
      Histogram answers = ended(asking);
      return new OverHttpTable.Asked(
          trades.p99(),
          answers.getValueAtPercentile(50) / US_A_MS,
          answers.getValueAtPercentile(99) / US_A_MS,
          100.0 * requests.unwell() / answers.getTotalCount());
    }
  }

  /** Trades flow while so many read the stream. */
  private OverHttpTable.Told read(int readers) throws IOException {
    int count = Math.toIntExact(CALM * phase.toSeconds());
    try (Followers followers = new Followers(scene.httpPort(), readers)) {
      Wait.until("every reader has begun", ANSWERS, () -> followers.begun() == readers);
      double cpu = scene.subject().cpuSeconds();
      long began = System.nanoTime();
      Latency trades = round.paced(CALM, count);
      if (readers > 0) {
        Wait.until("every reader has every tick", ANSWERS, () -> followers.ticks() >= count);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return new OverHttpTable.Told(
          trades.p50(), trades.p99(), (scene.subject().cpuSeconds() - cpu) / seconds);
    }
  }

  private Latency paced(int rate) throws IOException {
    return round.paced(rate, Math.toIntExact(rate * phase.toSeconds()));
  }

  private void page() throws IOException {
    double[] times = new double[PAGES];
    for (int i = 0; i < PAGES; i++) {
      times[i] = ResponseCheck.firstByte(scene.httpPort(), "/") / 1e6;
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
      throw new IOException("asking failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }
}
