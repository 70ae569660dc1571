package btcfeed.monitor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The recent prices of one symbol, oldest first. */
record Trend(List<Seen> seen) {
  static final Trend NONE = new Trend(List.of());

  private static final int KEPT = 400;

  /** A price, and when it was read by a monotonic clock. */
  record Seen(BigDecimal price, long nanos) {}

  /** A copy with one more price, without the oldest beyond the limit. */
  Trend plus(BigDecimal price, long nanos) {
    List<Seen> more = new ArrayList<>(seen);
    more.add(new Seen(price, nanos));
    return new Trend(List.copyOf(more.subList(Math.max(0, more.size() - KEPT), more.size())));
  }

  List<BigDecimal> prices() {
    return seen.stream().map(Seen::price).toList();
  }

  /** From the oldest to the newest. */
  long seconds() {
    return seen.isEmpty() ? 0 : (seen.getLast().nanos() - seen.getFirst().nanos()) / 1_000_000_000L;
  }

  /** The difference between the newest and the oldest price. */
  BigDecimal change() {
    return seen.isEmpty()
        ? BigDecimal.ZERO
        : seen.getLast().price().subtract(seen.getFirst().price()).stripTrailingZeros();
  }

  /** The last {@code count} prices as heights from 0 to {@code steps}. */
  List<Long> heights(int count, int steps) {
    // A double is exact enough for a drawing.
    double[] shown =
        seen.stream()
            .skip(Math.max(0, seen.size() - count))
            .mapToDouble(one -> one.price().doubleValue())
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
