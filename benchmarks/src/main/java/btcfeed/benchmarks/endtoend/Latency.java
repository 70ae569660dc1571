package btcfeed.benchmarks.endtoend;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How old trades were when a reader of Redis had them, in milliseconds since they were sent.
 *
 * @param pace trades a second that were really sent; less than was asked for if the system did not
 *     take them
 */
record Latency(double pace, double p50, double p99, double p999, double max) {
  private static final double US_A_MS = 1000.0;

  /** Of several stores the slowest, number by number: a trade counts where it came last. */
  static Latency ofSlowest(double pace, List<Histogram> stores) {
    return new Latency(
        pace,
        slowest(stores, 50),
        slowest(stores, 99),
        slowest(stores, 99.9),
        slowest(stores, 100));
  }

  private static double slowest(List<Histogram> stores, double percentile) {
    return stores.stream()
        .mapToDouble(ages -> ages.getValueAtPercentile(percentile) / US_A_MS)
        .max()
        .orElseThrow();
  }
}
