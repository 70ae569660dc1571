package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One system, from a cold start to its end: warmed up at both speeds, then 1,000 trades a second,
 * then 10,000, then as many as it takes; at last everything it wrote is counted.
 */
final class Round {
  private static final int CALM_RATE = 1_000;
  private static final int BRISK_RATE = 10_000;
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);
  private static final Duration BLAST_WITHIN = Duration.ofMinutes(2);
  private static final Duration END_WITHIN = Duration.ofSeconds(15);
  private static final double US_A_SECOND = 1_000_000.0;
  private static final long SETTLE_NANOS = 500_000_000;

  private final Scene scene;
  private final Subject subject;
  private final EndToEndOptions.Sizes sizes;
  private long sent;

  Round(Scene scene, Subject subject, EndToEndOptions.Sizes sizes) {
    this.scene = scene;
    this.subject = subject;
    this.sizes = sizes;
  }

  /** Runs it; fails if a trade was lost, doubled or came too late to be counted. */
  static Figures run(EndToEndOptions options, Subject subject) throws IOException {
    try (Scene scene = new Scene(options, subject)) {
      Round round = new Round(scene, subject, options.sizes());
      try {
        return round.run();
      } catch (IOException e) {
        throw new IOException(subject.title() + ": " + e.getMessage() + scene.subject().tail(), e);
      }
    }
  }

  private Figures run() throws IOException {
    Latency _ = paced(BRISK_RATE, sizes.warmUp());
    double _ = blast(sizes.warmBlast());
    Latency _ = paced(CALM_RATE, sizes.settle());
    Latency calm = paced(CALM_RATE, sizes.calm());
    double cpu = scene.subject().cpuSeconds();
    double storeCpu = storeCpuSeconds();
    Latency brisk = paced(BRISK_RATE, sizes.brisk());
    double hundredThousands = sizes.brisk() / 100_000.0;
    double cpuPer100k = (scene.subject().cpuSeconds() - cpu) / hundredThousands;
    double storeCpuPer100k = (storeCpuSeconds() - storeCpu) / hundredThousands;
    double tradesPerSecond = blast(sizes.blast());
    double peak = scene.subject().peakMegabytes();
    check();
    return new Figures(tradesPerSecond, calm, brisk, cpuPer100k, storeCpuPer100k, peak);
  }

  Latency paced(int rate, int count) throws IOException {
    List<Watch> watches = new ArrayList<>();
    try {
      for (Scene.Store store : scene.stores()) {
        watches.add(Watch.start(subject, store.port(), count));
      }
      scene.venue().say("paced " + rate + " " + count);
      Duration pace = Duration.ofSeconds(count / rate);
      String[] times = scene.venue().answer("sent", pace.plus(VISIBLE_WITHIN)).split(" ", -1);
      double seconds = (Long.parseLong(times[1]) - Long.parseLong(times[0])) / US_A_SECOND;
      List<Histogram> ages = new ArrayList<>();
      for (Watch watch : watches) {
        ages.add(watch.await(VISIBLE_WITHIN));
      }
      sent += count;
      requireAllVisible(VISIBLE_WITHIN);
      return Latency.ofSlowest((count - 1) / seconds, ages);
    } finally {
      for (Watch watch : watches) {
        watch.close();
      }
    }
  }

  private double blast(int count) throws IOException {
    LockSupport.parkNanos(SETTLE_NANOS);
    scene.venue().say("blast " + count);
    sent += count;
    requireAllVisible(BLAST_WITHIN);
    long end = Micros.now();
    String[] times = scene.venue().answer("sent", VISIBLE_WITHIN).split(" ", -1);
    return count / ((end - Long.parseLong(times[0])) / US_A_SECOND);
  }

  private void requireAllVisible(Duration atMost) throws IOException {
    Wait.until(sent + " trades are visible in every store", atMost, this::allVisible);
  }

  private boolean allVisible() throws IOException {
    scene.subject().requireAlive();
    for (Scene.Store store : scene.stores()) {
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

  void check() throws IOException {
    LockSupport.parkNanos(SETTLE_NANOS);
    if (!allVisible()) {
      throw new IOException("trades disappeared");
    }
    if (subject == Subject.FEED) {
      List<DeliveryLedger> ledgers = new ArrayList<>();
      for (Scene.Store store : scene.stores()) {
        ledgers.add(DeliveryLedger.read(store.client()));
      }
      ledgers.getFirst().requireEach(sent);
      if (ledgers.stream().distinct().count() != 1) {
        throw new IOException("the stores differ: " + ledgers);
      }
      int code = scene.subject().end(END_WITHIN);
      if (code != 0) {
        throw new IOException("ended with code " + code + " where 0 is promised");
      }
    }
  }

  private double storeCpuSeconds() throws IOException {
    double sum = 0;
    for (Scene.Store store : scene.stores()) {
      sum += store.process().cpuSeconds();
    }
    return sum;
  }
}
