package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One round of one system. After a cold start and a warm-up it gets 1,000 trades per second, then
 * 10,000, then as many as it accepts. At the end all written trades are counted.
 */
final class Round {
  private static final int CALM_RATE = 1_000;
  private static final int BRISK_RATE = 10_000;
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);
  private static final Duration BLAST_WITHIN = Duration.ofMinutes(2);
  private static final Duration END_WITHIN = Duration.ofSeconds(15);
  private static final double US_A_SECOND = 1_000_000.0;
  private static final long SETTLE_NANOS = 500_000_000;

  private final BenchmarkProcesses processes;
  private final Subject subject;
  private final EndToEndOptions.Sizes sizes;
  private long sent;

  Round(BenchmarkProcesses processes, Subject subject, EndToEndOptions.Sizes sizes) {
    this.processes = processes;
    this.subject = subject;
    this.sizes = sizes;
  }

  /** Runs it; fails if a trade is lost, duplicated or late. */
  static Figures run(EndToEndOptions options, Subject subject) throws IOException {
    try (BenchmarkProcesses processes = new BenchmarkProcesses(options, subject)) {
      Round round = new Round(processes, subject, options.sizes());
      try {
        return round.run();
      } catch (IOException e) {
        throw new IOException(
            subject.title() + ": " + e.getMessage() + processes.subject().tail(), e);
      }
    }
  }

  private Figures run() throws IOException {
    Latency _ = paced(BRISK_RATE, sizes.warmUp());
    double _ = blast(sizes.warmBlast());
    Latency _ = paced(CALM_RATE, sizes.settle());
    Latency calm = paced(CALM_RATE, sizes.calm());
    double cpu = processes.subject().cpuSeconds();
    double storeCpu = storeCpuSeconds();
    Latency brisk = paced(BRISK_RATE, sizes.brisk());
    double hundredThousands = sizes.brisk() / 100_000.0;
    double cpuPer100k = (processes.subject().cpuSeconds() - cpu) / hundredThousands;
    double storeCpuPer100k = (storeCpuSeconds() - storeCpu) / hundredThousands;
    double tradesPerSecond = blast(sizes.blast());
    double peak = processes.subject().peakMegabytes();
    check();
    return new Figures(tradesPerSecond, calm, brisk, cpuPer100k, storeCpuPer100k, peak);
  }

  Latency paced(int rate, int count) throws IOException {
    List<TradeAgeReader> watches = new ArrayList<>();
    try {
      for (BenchmarkProcesses.Store store : processes.stores()) {
        watches.add(TradeAgeReader.start(subject, store.port(), count));
      }
      processes.venue().send("paced " + rate + " " + count);
      Duration pace = Duration.ofSeconds(count / rate);
      String[] times = processes.venue().answer("sent", pace.plus(VISIBLE_WITHIN)).split(" ", -1);
      double seconds = (Long.parseLong(times[1]) - Long.parseLong(times[0])) / US_A_SECOND;
      List<Histogram> ages = new ArrayList<>();
      for (TradeAgeReader watch : watches) {
        ages.add(watch.await(VISIBLE_WITHIN));
      }
      sent += count;
      requireAllVisible(VISIBLE_WITHIN);
      return Latency.ofSlowest((count - 1) / seconds, ages);
    } finally {
      for (TradeAgeReader watch : watches) {
        watch.close();
      }
    }
  }

  double blast(int count) throws IOException {
    LockSupport.parkNanos(SETTLE_NANOS);
    processes.venue().send("blast " + count);
    sent += count;
    requireAllVisible(BLAST_WITHIN);
    long end = Micros.now();
    String[] times = processes.venue().answer("sent", VISIBLE_WITHIN).split(" ", -1);
    return count / ((end - Long.parseLong(times[0])) / US_A_SECOND);
  }

  private void requireAllVisible(Duration atMost) throws IOException {
    Wait.until(sent + " trades are visible in every store", atMost, this::allVisible);
  }

  private boolean allVisible() throws IOException {
    processes.subject().requireAlive();
    for (BenchmarkProcesses.Store store : processes.stores()) {
      long visible = subject.visible(store.client());
      if (visible > sent) {
        throw new IOException(visible + " trades are visible where " + sent + " were sent");
      }
      if (visible < sent) {
        return false;
      }
    }
    return true;
  }

  /** The trades that were sent so far. */
  long sent() {
    return sent;
  }

  /** Fails unless every store of the service has each trade once, and all have the same. */
  void count() throws IOException {
    List<DeliveryLedger> ledgers = new ArrayList<>();
    for (BenchmarkProcesses.Store store : processes.stores()) {
      ledgers.add(DeliveryLedger.read(store.client()));
    }
    ledgers.getFirst().requireEach(sent);
    if (ledgers.stream().distinct().count() != 1) {
      throw new IOException("the stores differ: " + ledgers);
    }
  }

  void check() throws IOException {
    LockSupport.parkNanos(SETTLE_NANOS);
    if (!allVisible()) {
      throw new IOException("trades disappeared");
    }
    if (subject == Subject.FEED) {
      count();
      int code = processes.subject().end(END_WITHIN);
      if (code != 0) {
        throw new IOException("ended with code " + code + " instead of 0");
      }
    }
  }

  private double storeCpuSeconds() throws IOException {
    double sum = 0;
    for (BenchmarkProcesses.Store store : processes.stores()) {
      sum += store.process().cpuSeconds();
    }
    return sum;
  }
}
