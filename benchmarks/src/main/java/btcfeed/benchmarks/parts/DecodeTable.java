package btcfeed.benchmarks.parts;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The cost of decoding one trade, and its limit. */
final class DecodeTable {
  private static final Set<String> DECODING = Set.of("raw", "combined", "message", "batch");
  // Gzip and Protocol Buffers; the target of the others is one million.
  private static final Set<String> PACKED = Set.of("htx", "mexc");
  private static final double MILLION = 1.0;
  private static final double PACKED_MILLIONS = 0.3;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private DecodeTable() {}

  /** The rows, if there are results. */
  static String of(Collection<RunResult> results) {
    StringBuilder table = new StringBuilder();
    for (RunResult result : results) {
      String benchmark = result.getPrimaryResult().getLabel();
      if (DECODING.contains(benchmark)) {
        if (table.isEmpty()) {
          table.append(
              "%n%-20s %-9s %10s %11s %11s%n"
                  .formatted("venue", "measured", "ns a trade", "B a trade", "M trades/s"));
        }
        String venue = result.getParams().getParam("venue");
        table.append(row(venue == null ? "binance" : venue, benchmark, result));
      }
    }
    return table.toString();
  }

  private static String row(String venue, String benchmark, RunResult result) {
    double nanos = result.getPrimaryResult().getScore();
    double millions = 1_000 / nanos;
    double target = PACKED.contains(venue) ? PACKED_MILLIONS : MILLION;
    return String.format(
        Locale.ROOT,
        "%-20s %-9s %10.0f %11.0f %11.2f  at least %.1f: %s%n",
        venue,
        benchmark,
        nanos,
        bytes(result.getSecondaryResults()),
        millions,
        target,
        millions >= target ? "met" : "missed");
  }

  @SuppressWarnings("rawtypes") // The type in JMH's API.
  private static double bytes(Map<String, Result> results) {
    return results.entrySet().stream()
        .filter(result -> result.getKey().endsWith(ALLOCATED))
        .mapToDouble(result -> result.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
