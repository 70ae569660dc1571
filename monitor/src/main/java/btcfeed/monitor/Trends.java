package btcfeed.monitor;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the recent prices of each symbol. */
final class Trends {
  private static final int KEPT = 400;

  private record Seen(BigDecimal price, long nanos) {}

  private final Map<String, Deque<Seen>> bySymbol = new HashMap<>();

  void add(String symbol, BigDecimal price, long nanos) {
    Deque<Seen> seen = bySymbol.computeIfAbsent(symbol, _ -> new ArrayDeque<>());
    seen.addLast(new Seen(price, nanos));
    if (seen.size() > KEPT) {
      seen.removeFirst();
    }
  }

  /** The present trends. */
  Map<String, Trend> now() {
    Map<String, Trend> trends = new HashMap<>();
    bySymbol.forEach((symbol, seen) -> trends.put(symbol, trend(seen)));
    return Map.copyOf(trends);
  }

  private static Trend trend(Deque<Seen> seen) {
    long nanos =
        Optional.ofNullable(seen.peekLast()).map(Seen::nanos).orElse(0L)
            - Optional.ofNullable(seen.peekFirst()).map(Seen::nanos).orElse(0L);
    return new Trend(seen.stream().map(Seen::price).toList(), nanos / 1_000_000_000L);
  }
}
