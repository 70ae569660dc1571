package btcfeed.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of all rounds, with medians and ratios. */
final class Results {
  private final Map<Subject, List<Figures>> rounds = new EnumMap<>(Subject.class);

  void add(Subject subject, Figures figures) {
    rounds.computeIfAbsent(subject, _ -> new ArrayList<>()).add(figures);
  }

  /** The measured systems, in order. */
  List<Subject> subjects() {
    return List.copyOf(rounds.keySet());
  }

  /** One entry per round; none if the system was not measured. */
  List<Figures> of(Subject subject) {
    return List.copyOf(rounds.getOrDefault(subject, List.of()));
  }

  /** The median of one figure over a system's rounds. */
  double median(Subject subject, ToDoubleFunction<Figures> figure) {
    return median(of(subject).stream().mapToDouble(figure).toArray());
  }

  /**
   * The median of the throughput ratios {@code subject / yardstick} of consecutive runs; NaN if one
   * of them was not measured.
   */
  double share(Subject subject, Subject yardstick) {
    List<Figures> above = of(subject);
    List<Figures> below = of(yardstick);
    double[] ratios = new double[Math.min(above.size(), below.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = above.get(i).tradesPerSecond() / below.get(i).tradesPerSecond();
    }
    return median(ratios);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
