package btcfeed.application.observe;

import btcfeed.domain.line.LineId;
import btcfeed.domain.port.Measure;
import java.util.List;
import java.util.Map;

/**
 * Histograms of durations since the service started. Counts only grow, so a collector can compute
 * any period and add up several services.
 *
 * @param stages by part of a trade's way
 * @param arrivals from the venue's time of a trade to its receipt on a line
 */
public record LatencyHistograms(Map<Measure.Stage, Counts> stages, Map<LineId, Arrival> arrivals) {
  public static final LatencyHistograms NONE = new LatencyHistograms(Map.of(), Map.of());

  /** Upper bounds of the buckets in seconds; the last bucket has no bound. */
  public static final List<Double> BOUNDS =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0);

  /**
   * Durations in buckets.
   *
   * @param counts for each of {@link #BOUNDS} those up to it and above the one before, then the
   *     rest
   */
  public record Counts(List<Long> counts, double sumSeconds) {}

  /**
   * The arrival of a line's trades.
   *
   * @param delay beyond the fastest trade of the last minutes
   * @param clockOffsetSeconds what the fastest trade took by both clocks: how far our clock is
   *     ahead of the venue's, plus the network delay; negative if the venue's clock is ahead
   */
  public record Arrival(Counts delay, double clockOffsetSeconds) {}
}
