package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Fifteen venues on two lines each into two stores: the cost, and the effect of losing one line of
 * a venue, or both.
 */
public final class AllVenues {
  private static final int FAILOVER = 1;
  private static final int RATE = 20_000;
  private static final int BUSY_RATE = 1_000;
  private static final String BUSY = "binance";
  private static final Duration WARM = Duration.ofSeconds(90);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final Duration PHASE = Duration.ofSeconds(4);
  private static final Duration AWAY = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final double MOST_OF_A_CORE = 0.6;
  private static final double MOST_MEGABYTES = 350;
  private static final double MOST_SECONDS = 5;

  private final BenchmarkProcesses processes;
  private final StringBuilder table = new StringBuilder();

  private AllVenues(BenchmarkProcesses processes) {
    this.processes = processes;
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    return ServiceBenchmark.run(
        "venues",
        arguments,
        VenueSide.ALL,
        (processes, options) -> {
          AllVenues measured = new AllVenues(processes);
          measured.run();
          return measured.table.toString();
        });
  }

  private void run() throws IOException {
    progress(RATE + " trades/s from all venues, to warm up");
    order("live " + RATE);
    pause(WARM);
    progress(RATE + " trades/s from all venues");
    double before = processes.subject().cpuSeconds();
    long began = System.nanoTime();
    pause(MEASURED);
    double seconds = (System.nanoTime() - began) / 1e9;
    double cores = (processes.subject().cpuSeconds() - before) / seconds;
    order("live 0");
    awaitAll();
    atMost("processor, cores", cores, MOST_OF_A_CORE);
    atMost("most memory, MB", processes.subject().peakMegabytes(), MOST_MEGABYTES);

    progress("one of two lines is lost at " + BUSY_RATE + " trades/s");
    oneLost();
    progress("both lines are lost for " + AWAY.toSeconds() + " s");
    bothLost();
    progress("counting");
    count();
  }

  private void oneLost() throws IOException {
    String from = newest();
    order("live " + BUSY_RATE + " " + BUSY);
    pause(PHASE);
    order("lose " + BUSY);
    pause(PHASE);
    order("live 0");
    awaitAll();
    line(
        "one line lost: longest pause",
        String.format(Locale.ROOT, "%.0f ms between two trades", pauseSince(from)));
  }

  private void bothLost() throws IOException {
    order("live " + BUSY_RATE + " " + BUSY);
    pause(PHASE);
    order("down " + BUSY);
    pause(AWAY);
    order("up " + BUSY);
    long up = System.nanoTime();
    order("live 0");
    order("live 1 " + BUSY);
    awaitAll();
    order("live 0");
    awaitAll();
    atMost("both lines lost: all there after, s", (System.nanoTime() - up) / 1e9, MOST_SECONDS);
  }

  private void count() throws IOException {
    long traded = traded();
    DeliveryLedger primary = DeliveryLedger.read(processes.stores().getFirst().client());
    DeliveryLedger failover = DeliveryLedger.read(processes.stores().get(FAILOVER).client());
    if (primary.entries() != traded
        || primary.distinct() != traded
        || primary.checksum() != failover.checksum()) {
      throw new IOException(
          "of " + traded + " trades the stores hold " + primary + " and " + failover);
    }
    line(
        "lost, twice, different",
        String.format(Locale.ROOT, "0, 0, 0 of %,d trades in both stores", traded));
  }

  /** The longest time between two receive times after this entry, in milliseconds. */
  private double pauseSince(String id) throws IOException {
    return StreamPauses.longestSince(processes.stores().get(FAILOVER).client(), id) / 1000.0;
  }

  private String newest() throws IOException {
    return StreamPauses.newest(processes.stores().get(FAILOVER).client());
  }

  private void awaitAll() throws IOException {
    try {
      Wait.until("every trade is in both stores", TIMEOUT, () -> level(traded()));
    } catch (IOException e) {
      long here = Subject.FEED.visible(processes.stores().get(FAILOVER).client());
      throw new IOException(e.getMessage() + ": " + here + " of " + traded() + " are", e);
    }
  }

  private boolean level(long traded) throws IOException {
    processes.subject().requireAlive();
    for (BenchmarkProcesses.Store store : processes.stores()) {
      if (Subject.FEED.visible(store.client()) < traded) {
        return false;
      }
    }
    return true;
  }

  private long traded() throws IOException {
    processes.venue().send("traded");
    return Long.parseLong(processes.venue().answer("traded", TIMEOUT));
  }

  private void order(String order) throws IOException {
    processes.venue().send(order);
    var _ = processes.venue().answer(order.substring(0, order.indexOf(' ')), TIMEOUT);
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }

  private void atMost(String title, double value, double limit) {
    String met = value <= limit ? "met" : "missed";
    line(title, String.format(Locale.ROOT, "%.2f  at most %.2f: %s", value, limit, met));
  }

  private void line(String title, String text) {
    table.append(String.format(Locale.ROOT, "%-36s%s%n", title, text));
  }
}
