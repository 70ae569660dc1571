package btcfeed.bootstrap.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The prices seen lately, as a line of little columns. */
final class Prices {
  private static final int KEPT = 240;
  private static final String COLUMNS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private final Deque<Double> seen = new ArrayDeque<>();

  void add(String price) {
    if (price.isEmpty()) {
      return;
    }
    // Drawn eight steps high: a double is more than enough.
    seen.addLast(Double.parseDouble(price));
    if (seen.size() > KEPT) {
      seen.removeFirst();
    }
  }

  /** The last {@code width} of them, lowest to highest. */
  String line(int width) {
    List<Double> shown = seen.stream().skip(Math.max(0, seen.size() - width)).toList();
    double low = shown.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = shown.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double step = high > low ? (COLUMNS.length() - 1) / (high - low) : 0;
    return shown.stream()
        .map(price -> COLUMNS.substring(column(price, low, step), column(price, low, step) + 1))
        .collect(Collectors.joining());
  }

  private static int column(double price, double low, double step) {
    return (int) Math.round((price - low) * step);
  }
}
