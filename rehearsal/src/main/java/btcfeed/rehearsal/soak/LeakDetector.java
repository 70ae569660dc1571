package btcfeed.rehearsal.soak;

import btcfeed.rehearsal.service.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** What a process holds. The constants' names are those in the JSON report. */
  enum Resource {
    /** It varies with what waits in queues at the moment of a sample. */
    HEAP_MIB("live heap, MiB", 6, vitals -> vitals.heapBytes() / 1_048_576.0),
    DIRECT_MIB("direct buffers, MiB", 4, vitals -> vitals.directBytes() / 1_048_576.0),
    THREADS("threads", 4, Vitals::threads),
    DESCRIPTORS("descriptors", 6, Vitals::descriptors);

    private final String text;
    private final double mostGrowth;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<Vitals> amount;

    Resource(String text, double mostGrowth, ToDoubleFunction<Vitals> amount) {
      this.text = text;
      this.mostGrowth = mostGrowth;
      this.amount = amount;
    }
  }

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

  /** What grew more than it may, a sentence each. */
  List<String> grown() {
    List<String> grown = new ArrayList<>();
    for (Resource resource : Resource.values()) {
      Trend trend = trend(resource);
      if (trend.judged() && trend.growth() > resource.mostGrowth) {
        grown.add(
            String.format(
                Locale.ROOT,
                "%s: grew by %.1f, from %.1f to %.1f; at most %.0f is flat",
                resource.text,
                trend.growth(),
                trend.first(),
                trend.last(),
                resource.mostGrowth));
      }
    }
    return grown;
  }

  /** How many samples are kept. */
  int samples() {
    return samples.size();
  }

  /** How a resource developed so far. */
  Trend trend(Resource resource) {
    ToDoubleFunction<Vitals> what = resource.amount;
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
