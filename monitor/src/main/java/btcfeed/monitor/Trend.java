package btcfeed.monitor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prices of one symbol seen lately, oldest first.
 *
 * @param seconds from the oldest to the newest of them
 */
record Trend(List<BigDecimal> prices, long seconds) {
  static final Trend NONE = new Trend(List.of(), 0);

  Trend {
    prices = List.copyOf(prices);
  }

  /** By how much the newest differs from the oldest. */
  BigDecimal change() {
    return prices.isEmpty()
        ? BigDecimal.ZERO
        : prices.getLast().subtract(prices.getFirst()).stripTrailingZeros();
  }

  /** The last {@code count}, as heights from 0 to {@code steps}, lowest to highest. */
  List<Long> heights(int count, int steps) {
    // Drawn a few steps high: a double is more than enough.
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
