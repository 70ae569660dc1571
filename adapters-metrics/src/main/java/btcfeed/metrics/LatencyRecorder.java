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
 * Records durations by stage: of the last one to two minutes, and in coarse buckets since the
 * start.
 *
 * <p>Recording is wait-free. Reading merges the histograms at most once a second. A histogram
 * covers 1 us to 60 s with two digits and takes about 25 kB; each stage has four.
 */
public final class LatencyRecorder implements Measure {
  private static final long MAX_US = 60_000_000;
  private static final int DIGITS = 2;
  private static final long GATHER_EVERY_NANOS = 1_000_000_000L;
  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final double MS = 1_000.0;

  private static final class StageHistograms {
    final HistogramCounters buckets = new HistogramCounters();
    final Recorder recorder = new Recorder(MAX_US, DIGITS);
    final Histogram fresh = new Histogram(MAX_US, DIGITS);
    final Histogram present = new Histogram(MAX_US, DIGITS);
    final Histogram past = new Histogram(MAX_US, DIGITS);
  }

  private final Clock clock;
  private final Map<Stage, StageHistograms> stages = new EnumMap<>(Stage.class);
  private Map<Stage, Latency> gathered = Map.of();
  private long gatheredNanos;
  private long windowNanos;

  public LatencyRecorder(Clock clock) {
    this.clock = clock;
    for (Stage stage : Stage.values()) {
      stages.put(stage, new StageHistograms());
    }
    gatheredNanos = clock.nanos() - GATHER_EVERY_NANOS;
    windowNanos = clock.nanos();
  }

  @Override
  public void record(Stage stage, long nanos) {
    StageHistograms histograms = histograms(stage);
    histograms.recorder.recordValue(Math.clamp(nanos / 1_000, 0, MAX_US));
    histograms.buckets.record(Math.max(0, nanos));
  }

  /** All that was measured since the start. */
  public Map<Stage, LatencyHistograms.Counts> counts() {
    Map<Stage, LatencyHistograms.Counts> all = new EnumMap<>(Stage.class);
    stages.forEach((stage, histograms) -> all.put(stage, histograms.buckets.counts()));
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
    boolean windowEnds = now - windowNanos >= WINDOW_NANOS;
    if (windowEnds) {
      windowNanos = now;
    }
    Map<Stage, Latency> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      StageHistograms histograms = histograms(stage);
      if (windowEnds) {
        histograms.past.reset();
        histograms.past.add(histograms.present);
        histograms.present.reset();
      }
      histograms.recorder.getIntervalHistogramInto(histograms.fresh);
      histograms.present.add(histograms.fresh);
      histograms.fresh.reset();
      histograms.fresh.add(histograms.past);
      histograms.fresh.add(histograms.present);
      if (histograms.fresh.getTotalCount() > 0) {
        all.put(stage, latency(histograms.fresh));
      }
    }
    return Map.copyOf(all);
  }

  private StageHistograms histograms(Stage stage) {
    return Objects.requireNonNull(stages.get(stage), "every stage has one");
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
