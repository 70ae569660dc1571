package btcfeed.application.observe;

import btcfeed.domain.line.LineId;
import btcfeed.domain.port.Measure;
import java.util.List;
import java.util.Map;

/**
 * How durations are spread since the service started: counts that only grow, so that whoever
 * collects them can take any stretch of time and add up any number of services.
 *
 * @param stages a stretch of a trade's way
 * @param arrivals from the venue's own time of a trade to its receipt on a line
 */
public record LatencyHistograms(Map<Measure.Stage, Counts> stages, Map<LineId, Arrival> arrivals) {
  /** Before anything is known. */
  public static final LatencyHistograms NONE = new LatencyHistograms(Map.of(), Map.of());

  /** Under which durations are counted, in seconds; what is longer is counted behind the last. */
  public static final List<Double> BOUNDS =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0);

  /**
   * Durations.
   *
   * @param counts of those up to each of {@link #BOUNDS} and above the one before, and of the rest
   */
  public record Counts(List<Long> counts, double sumSeconds) {}

  /**
   * A line's trades on their way to us.
   *
   * @param delay beyond that of the fastest of the last minutes
   * @param clockOffsetSeconds what the fastest took by both clocks: how far ours is ahead of the
   *     venue's, were there no distance between us; negative where the venue's is ahead
   */
  public record Arrival(Counts delay, double clockOffsetSeconds) {}
}
