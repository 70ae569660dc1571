package btcfeed.rehearsal.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Detects growth of what a process holds. Growth is the median of the slopes between every two
 * samples, times the time sampled; a few unusual samples do not change it.
 */
final class LeakDetector {
  /** In the first part of a run caches fill and classes are loaded. */
  private static final double WARM_UP = 0.25;

  /** A slope over a shorter time means nothing. */
  private static final Duration SHORTEST = Duration.ofSeconds(100);

  private static final int FEWEST = 8;

  /** When there are more samples, every second one is dropped. */
  private static final int MOST = 512;

  private final List<Sample> samples = new ArrayList<>();

  private record Sample(double seconds, Vitals vitals) {}

  /**
   * How one quantity developed.
   *
   * @param first at the first sample after the warm-up
   * @param last at the last sample
   * @param growth from the first to the last, by the median slope
   * @param judged false if there are too few samples
   */
  record Trend(double first, double last, double growth, boolean judged) {}

  void add(double seconds, Vitals vitals) {
    if (samples.size() == MOST) {
      for (int i = MOST - 1; i > 0; i -= 2) {
        samples.remove(i);
      }
    }
    samples.add(new Sample(seconds, vitals));
  }

  /** How many samples are kept. */
  int samples() {
    return samples.size();
  }

  Trend heapMib() {
    return trend(vitals -> vitals.heapBytes() / 1_048_576.0);
  }

  Trend directMib() {
    return trend(vitals -> vitals.directBytes() / 1_048_576.0);
  }

  Trend threads() {
    return trend(Vitals::threads);
  }

  Trend descriptors() {
    return trend(Vitals::descriptors);
  }

  private Trend trend(ToDoubleFunction<Vitals> what) {
    if (samples.isEmpty()) {
      return new Trend(0, 0, 0, false);
    }
    double from = samples.getLast().seconds() * WARM_UP;
    List<Sample> counted = samples.stream().filter(sample -> sample.seconds() >= from).toList();
    Sample first = counted.getFirst();
    Sample last = counted.getLast();
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      for (int j = i + 1; j < counted.size(); j++) {
        double seconds = counted.get(j).seconds() - counted.get(i).seconds();
        double rise =
            what.applyAsDouble(counted.get(j).vitals())
                - what.applyAsDouble(counted.get(i).vitals());
        slopes.add(rise / seconds);
      }
    }
    slopes.sort(Double::compare);
    double slope = slopes.isEmpty() ? 0 : slopes.get(slopes.size() / 2);
    double span = last.seconds() - first.seconds();
    return new Trend(
        what.applyAsDouble(first.vitals()),
        what.applyAsDouble(last.vitals()),
        slope * span,
        counted.size() >= FEWEST && span >= SHORTEST.toSeconds());
  }
}
