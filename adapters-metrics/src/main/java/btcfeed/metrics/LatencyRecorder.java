package btcfeed.metrics;

import btcfeed.application.observe.FeedSnapshot.Latency;
import btcfeed.application.observe.LatencyHistograms;
import btcfeed.domain.port.Measure;
import btcfeed.domain.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Durations by stage, over the last one to two minutes and, more coarsely, since the start.
 *
 * <p>Recording is wait-free; reading gathers at most once a second, so that asking often costs
 * nothing. 1 microsecond to 60 seconds at two digits: about 25 kB a histogram, four a stage.
 */
public final class LatencyRecorder implements Measure {
  private static final long MAX_US = 60_000_000;
  private static final int DIGITS = 2;
  private static final long GATHER_EVERY_NANOS = 1_000_000_000L;
  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final double MS = 1_000.0;

  private static final class Stretch {
    final HistogramCounters buckets = new HistogramCounters();
    final Recorder recorder = new Recorder(MAX_US, DIGITS);
    final Histogram fresh = new Histogram(MAX_US, DIGITS);
    final Histogram present = new Histogram(MAX_US, DIGITS);
    final Histogram past = new Histogram(MAX_US, DIGITS);
  }

  private final Clock clock;
  private final Map<Stage, Stretch> stretches = new EnumMap<>(Stage.class);
  private Map<Stage, Latency> gathered = Map.of();
  private long gatheredNanos;
  private long windowNanos;

  public LatencyRecorder(Clock clock) {
    this.clock = clock;
    for (Stage stage : Stage.values()) {
      stretches.put(stage, new Stretch());
    }
    gatheredNanos = clock.nanos() - GATHER_EVERY_NANOS;
    windowNanos = clock.nanos();
  }

  @Override
  public void record(Stage stage, long nanos) {
    Stretch stretch = stretch(stage);
    stretch.recorder.recordValue(Math.clamp(nanos / 1_000, 0, MAX_US));
    stretch.buckets.record(Math.max(0, nanos));
  }

  /** All that was measured since the start. */
  public Map<Stage, LatencyHistograms.Counts> counts() {
    Map<Stage, LatencyHistograms.Counts> all = new EnumMap<>(Stage.class);
    stretches.forEach((stage, stretch) -> all.put(stage, stretch.buckets.counts()));
    return all;
  }

  /** What was measured; a stage nothing was measured for is absent. */
  public synchronized Map<Stage, Latency> latest() {
    long now = clock.nanos();
    if (now - gatheredNanos >= GATHER_EVERY_NANOS) {
      gatheredNanos = now;
      gathered = gather(now);
    }
    return gathered;
  }

  private Map<Stage, Latency> gather(long now) {
    boolean turn = now - windowNanos >= WINDOW_NANOS;
    if (turn) {
      windowNanos = now;
    }
    Map<Stage, Latency> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      Stretch stretch = stretch(stage);
      if (turn) {
        stretch.past.reset();
        stretch.past.add(stretch.present);
        stretch.present.reset();
      }
      stretch.recorder.getIntervalHistogramInto(stretch.fresh);
      stretch.present.add(stretch.fresh);
      stretch.fresh.reset();
      stretch.fresh.add(stretch.past);
      stretch.fresh.add(stretch.present);
      if (stretch.fresh.getTotalCount() > 0) {
        all.put(stage, latency(stretch.fresh));
      }
    }
    return Map.copyOf(all);
  }

  private Stretch stretch(Stage stage) {
    return Objects.requireNonNull(stretches.get(stage), "every stage has one");
  }

  private static Latency latency(Histogram seen) {
    return new Latency(
        seen.getTotalCount(),
        seen.getMean() / MS,
        seen.getValueAtPercentile(50) / MS,
        seen.getValueAtPercentile(99) / MS,
        seen.getValueAtPercentile(99.9) / MS,
        seen.getMaxValue() / MS);
  }
}
