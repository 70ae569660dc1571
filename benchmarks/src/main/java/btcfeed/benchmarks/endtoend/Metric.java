package btcfeed.benchmarks.endtoend;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A figure: its name, its format and the service's target.
 *
 * @param key its name in JSON
 * @param format of {@link java.util.Formatter}, for one double
 */
record Metric(
    String key,
    String title,
    String format,
    ToDoubleFunction<Figures> figure,
    Optional<Target> target) {

  /** The service's target. */
  sealed interface Target {
    double limit();

    boolean met(double value);

    record AtLeast(double limit) implements Target {
      @Override
      public boolean met(double value) {
        return value >= limit;
      }
    }

    record AtMost(double limit) implements Target {
      @Override
      public boolean met(double value) {
        return value <= limit;
      }
    }
  }

  /** The service's throughput as a share of the full pump's. */
  static final Target SHARE_OF_FULL = new Target.AtLeast(0.8);

  /** All figures, in the order of the table. */
  static final List<Metric> ALL =
      List.of(
          of("trades_per_second", "saturation, trades/s", "%,.0f", Figures::tradesPerSecond)
              .with(new Target.AtLeast(90_000)),
          of("calm_p50_ms", "1,000/s: p50, ms", "%.3f", f -> f.calm().p50())
              .with(new Target.AtMost(0.25)),
          of("calm_p99_ms", "1,000/s: p99, ms", "%.3f", f -> f.calm().p99())
              .with(new Target.AtMost(1)),
          of("calm_p999_ms", "1,000/s: p99.9, ms", "%.3f", f -> f.calm().p999()),
          of("calm_max_ms", "1,000/s: most, ms", "%.3f", f -> f.calm().max()),
          of("brisk_pace", "10,000/s: taken, trades/s", "%,.0f", f -> f.brisk().pace()),
          of("brisk_p50_ms", "10,000/s: p50, ms", "%.3f", f -> f.brisk().p50()),
          of("brisk_p99_ms", "10,000/s: p99, ms", "%.3f", f -> f.brisk().p99()),
          of("brisk_p999_ms", "10,000/s: p99.9, ms", "%.3f", f -> f.brisk().p999()),
          of("brisk_max_ms", "10,000/s: most, ms", "%.3f", f -> f.brisk().max()),
          of("cpu_s_per_100k", "CPU s per 100k trades", "%.2f", Figures::cpuPer100k)
              .with(new Target.AtMost(3)),
          of(
              "store_cpu_s_per_100k",
              "  its Redis, CPU s per 100k",
              "%.2f",
              Figures::storeCpuPer100k),
          of("peak_rss_mb", "peak memory, MB", "%.0f", Figures::peakMegabytes)
              .with(new Target.AtMost(250)));

  private static Metric of(
      String key, String title, String format, ToDoubleFunction<Figures> figure) {
    return new Metric(key, title, format, figure, Optional.empty());
  }

  private Metric with(Target target) {
    return new Metric(key, title, format, figure, Optional.of(target));
  }
}
