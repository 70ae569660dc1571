package btcfeed.benchmarks.endtoend;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Time from sending a trade until a reader of Redis has it, in milliseconds.
 *
 * @param pace trades per second that were really sent; less than requested if the system is too
 *     slow
 */
record Latency(double pace, double p50, double p99, double p999, double max) {
  private static final double US_A_MS = 1000.0;

  /** The worst value of several stores for each figure. */
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
