package btcfeed.bootstrap.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether what a process holds grows: the median of the slopes between every two looks, which a few
 * unusual looks do not move, over the time in which it was looked at.
 */
final class LeakDetector {
  /** In the first part of a run caches fill and classes are loaded. */
  private static final double WARM_UP = 0.25;

  /** A slope over less says nothing. */
  private static final Duration SHORTEST = Duration.ofSeconds(100);

  private static final int FEWEST = 8;

  /** Looks beyond that are thinned out. */
  private static final int MOST = 512;

  private final List<Look> looks = new ArrayList<>();

  private record Look(double seconds, Vitals vitals) {}

  /**
   * How something went.
   *
   * @param first at the first look that counts
   * @param last at the last
   * @param growth by which it grew from the one to the other, as the slope has it
   * @param judged false if there is too little to judge by
   */
  record Trend(double first, double last, double growth, boolean judged) {}

  void add(double seconds, Vitals vitals) {
    if (looks.size() == MOST) {
      for (int i = MOST - 1; i > 0; i -= 2) {
        looks.remove(i);
      }
    }
    looks.add(new Look(seconds, vitals));
  }

  /** How many are kept. */
  int looks() {
    return looks.size();
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
    if (looks.isEmpty()) {
      return new Trend(0, 0, 0, false);
    }
    double from = looks.getLast().seconds() * WARM_UP;
    List<Look> counted = looks.stream().filter(look -> look.seconds() >= from).toList();
    Look first = counted.getFirst();
    Look last = counted.getLast();
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
