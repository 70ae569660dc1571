package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The primary store is killed, frozen, and returns empty while trades continue. Measures the
 * latency for readers of the failover store, and how fast the primary catches up, compared with the
 * maximum of Redis itself.
 */
public final class Outage {
  private static final int PRIMARY = 0;
  private static final int FAILOVER = 1;
  private static final int RATE = 1_000;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final Duration UNTIL_FAULT = Duration.ofSeconds(2);
  private static final Duration FROZEN = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final Pattern USING_FAILOVER = Pattern.compile("\"using_failover\"\\s*:\\s*true");

  private final EndToEndOptions options;
  private final BenchmarkProcesses processes;
  private final HttpClient http = HttpClient.newHttpClient();
  private final OutageTable table = new OutageTable();
  private long sent;

  private Outage(EndToEndOptions options, BenchmarkProcesses processes) {
    this.options = options;
    this.processes = processes;
  }

  /**
   * Runs the benchmark in the working directory, a clone of the repository. Returns the exit code.
   */
  public static int run(List<String> arguments) {
    return ServiceBenchmark.run(
        "outage [--quick]",
        arguments,
        VenueSide.ONE,
        (processes, options) -> {
          Outage measured = new Outage(options, processes);
          measured.run();
          return measured.table.text();
        });
  }

  private void run() throws IOException {
    progress("warming up");
    blast(options.sizes().warmBlast());
    awaitReaders(false);
    Latency _ = during(() -> {});
    progress("1,000 trades/s, nothing wrong");
    table.calm(during(() -> {}));

    progress("1,000 trades/s, primary killed");
    Switching killed = new Switching(() -> processes.stores().get(PRIMARY).process().close());
    table.killed(during(killed), killed.millis);
    progress("the primary comes back empty");
    comeBack("after kill", processes.replace(PRIMARY));

    progress("1,000 trades/s, primary frozen for 3 s");
    ChildProcess primary = processes.stores().get(PRIMARY).process();
    Switching frozen = new Switching(primary::freeze);
    Latency latency =
        during(
            () -> {
              frozen.run();
              LockSupport.parkNanos(FROZEN.toNanos());
              primary.thaw();
            });
    table.frozen(latency, frozen.millis);
    awaitEqual();
    awaitReaders(false);

    backlog();
    progress("counting");
    check();
  }

  private void backlog() throws IOException {
    int records = options.sizes().blast() * 5 / 2;
    progress("a backlog of " + records + " trades while the primary is away");
    processes.stores().get(PRIMARY).process().close();
    blast(records, FAILOVER);
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    double idle = processes.subject().megabytes();
    processes.subject().forgetPeak();
    progress("the primary comes back empty, " + sent + " trades behind");
    double seconds = comeBack("with the backlog", processes.replace(PRIMARY));
    table.backlog(sent, seconds, processes.subject().peakMegabytes() - idle);
    progress("redis-benchmark, the same entries");
    table.yardstick(yardstick(), sent / seconds);
  }

  /** Milliseconds until a returned store has the newest price, and until it has all trades. */
  private double comeBack(String when, BenchmarkProcesses.Store store) throws IOException {
    long start = System.nanoTime();
    Wait.until(
        "the price is back",
        TIMEOUT,
        () -> store.client().integer("EXISTS", "last_btc_price") == 1);
    double price = (System.nanoTime() - start) / 1e6;
    awaitEqual();
    double all = (System.nanoTime() - start) / 1e6;
    table.back(when, sent, price, all);
    awaitReaders(false);
    return all / 1000;
  }

  private interface Fault {
    void run() throws IOException;
  }

  /** Injects a fault; returns the time until readers are directed to the other store. */
  private final class Switching implements Fault {
    private final Fault fault;
    private double millis;

    Switching(Fault fault) {
      this.fault = fault;
    }

    @Override
    public void run() throws IOException {
      long start = System.nanoTime();
      fault.run();
      awaitReaders(true);
      millis = (System.nanoTime() - start) / 1e6;
    }
  }

  /** The latency of a reader of the failover store during an event. */
  private Latency during(Fault fault) throws IOException {
    int count = (int) (RATE * PHASE.toSeconds());
    try (TradeAgeReader watch =
        TradeAgeReader.start(Subject.FEED, processes.stores().get(FAILOVER).port(), count)) {
      processes.venue().send("paced " + RATE + " " + count);
      LockSupport.parkNanos(UNTIL_FAULT.toNanos());
      fault.run();
      processes.venue().answer("sent", PHASE.plusSeconds(15));
      sent += count;
      return Latency.ofSlowest(RATE, List.of(watch.await(TIMEOUT)));
    }
  }

  private void blast(int count) throws IOException {
    blast(count, FAILOVER);
    awaitEqual();
  }

  private void blast(int count, int store) throws IOException {
    processes.venue().send("blast " + count);
    sent += count;
    Wait.until(sent + " trades are visible", TIMEOUT, () -> visible(store) == sent);
    processes.venue().answer("sent", PHASE);
  }

  private void awaitEqual() throws IOException {
    Wait.until(
        sent + " trades are in both stores",
        TIMEOUT,
        () -> visible(PRIMARY) == sent && visible(FAILOVER) == sent);
  }

  private long visible(int store) throws IOException {
    processes.subject().requireAlive();
    return Subject.FEED.visible(processes.stores().get(store).client());
  }

  private void awaitReaders(boolean atFailover) throws IOException {
    Wait.until(
        "readers are sent to the " + (atFailover ? "failover" : "primary"),
        TIMEOUT,
        () -> USING_FAILOVER.matcher(status()).find() == atFailover);
  }

  private String status() throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + processes.httpPort() + "/redis/status");
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private void check() throws IOException {
    DeliveryLedger primary = DeliveryLedger.read(processes.stores().get(PRIMARY).client());
    DeliveryLedger failover = DeliveryLedger.read(processes.stores().get(FAILOVER).client());
    primary.requireEach(sent);
    if (!primary.equals(failover)) {
      throw new IOException("the stores differ: " + primary + " and " + failover);
    }
    table.counted(sent);
  }

  /** XADD commands per second of redis-benchmark, one connection, 1,000 in a pipeline. */
  private double yardstick() throws IOException {
    BenchmarkProcesses.Store aside = processes.aside();
    String program = options.redisServer().replaceAll("redis-server$", "redis-benchmark");
    ProcessBuilder command =
        new ProcessBuilder(
            program,
            "--csv",
            "-p",
            Integer.toString(aside.port()),
            "-c",
            "1",
            "-P",
            "1000",
            "-n",
            "500000",
            "XADD",
            "btc:ticks",
            "*",
            "venue",
            "binance",
            "symbol",
            "BTC-USDT",
            "trade_id",
            "6000000001",
            "price",
            "64000.10000000",
            "quantity",
            "0.00100000",
            "side",
            "buy",
            "exchange_time_us",
            "1767225600000000",
            "receive_time_us",
            "1767225600001500",
            "origin",
            "live");
    Process process = command.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String last = output.strip().lines().reduce("", (_, line) -> line);
    // "the command","requests per second",...: the command contains no comma.
    String[] cells = last.split("\",\"", -1);
    if (cells.length < 2) {
      throw new IOException("unexpected output of redis-benchmark: " + output);
    }
    return Double.parseDouble(cells[1].replace("\"", ""));
  }

  private static void progress(String what) {
    System.err.println(what + " ...");
  }
}
