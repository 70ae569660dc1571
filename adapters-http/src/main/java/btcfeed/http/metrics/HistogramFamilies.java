package btcfeed.http.metrics;

import btcfeed.application.observe.LatencyHistograms;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Durations since the start as histograms. */
final class HistogramFamilies {
  private HistogramFamilies() {}

  static void add(LatencyHistograms spread, Families families, List<MetricSnapshot> out) {
    HistogramSnapshot.Builder stages =
        HistogramSnapshot.builder()
            .name("btcfeed_stage_duration_seconds")
            .help("Duration of a stage of a trade, since the start.");
    spread
        .stages()
        .forEach(
            (stage, counts) -> stages.dataPoint(point(counts, Labels.of("stage", stage.text()))));
    out.add(stages.build());
    HistogramSnapshot.Builder delays =
        HistogramSnapshot.builder()
            .name("btcfeed_exchange_delay_seconds")
            .help("From the venue's time of a trade to its receipt, without the clock offset.");
    spread
        .arrivals()
        .forEach(
            (line, arrival) -> {
              String[] labels = {"venue", line.venue().name(), "line", line.letter()};
              delays.dataPoint(point(arrival.delay(), Labels.of(labels)));
              families
                  .gauge(
                      "btcfeed_clock_offset_seconds",
                      "How far the service's clock is ahead of the venue's, by the fastest recent"
                          + " trade.")
                  .row(arrival.clockOffsetSeconds(), labels);
            });
    out.add(delays.build());
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot point(
      LatencyHistograms.Counts counts, Labels labels) {
    List<Double> bounds = new ArrayList<>(LatencyHistograms.BOUNDS);
    bounds.add(Double.POSITIVE_INFINITY);
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts.counts()))
        .sum(counts.sumSeconds())
        .labels(labels)
        .build();
  }
}
