package btcfeed.monitor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recent prices of one symbol, oldest first.
 *
 * @param seconds from the oldest to the newest
 */
record Trend(List<BigDecimal> prices, long seconds) {
  static final Trend NONE = new Trend(List.of(), 0);

  Trend {
    prices = List.copyOf(prices);
  }

  /** The difference between the newest and the oldest price. */
  BigDecimal change() {
    return prices.isEmpty()
        ? BigDecimal.ZERO
        : prices.getLast().subtract(prices.getFirst()).stripTrailingZeros();
  }

  /** The last {@code count} prices as heights from 0 to {@code steps}. */
  List<Long> heights(int count, int steps) {
    // A double is exact enough for a drawing.
    double[] shown =
        prices.stream()
            .skip(Math.max(0, prices.size() - count))
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    double low = Arrays.stream(shown).min().orElse(0);
    double high = Arrays.stream(shown).max().orElse(0);
    List<Long> heights = new ArrayList<>();
    for (double price : shown) {
      heights.add(high > low ? Math.round((price - low) / (high - low) * steps) : steps / 2);
    }
    return heights;
  }
}
