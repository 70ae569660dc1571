package btcfeed.application.extend;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Trade;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * The highest and the lowest price of one market on one day, in UTC by the venue's clock. Merging
 * is independent of order and repetition.
 */
record DayRange(LocalDate day, Price high, Price low) {
  private static final long DAY_US = 86_400_000_000L;

  static DayRange of(Trade trade) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(trade.exchangeTimeUs(), DAY_US));
    return new DayRange(day, trade.price(), trade.price());
  }

  /** Reads {@link #fields}; empty if they are invalid. */
  static Optional<DayRange> of(Map<String, String> fields) {
    try {
      return Optional.of(
          new DayRange(
              LocalDate.parse(fields.getOrDefault("day", "")),
              Price.parse(fields.getOrDefault("high", "")),
              Price.parse(fields.getOrDefault("low", ""))));
    } catch (DateTimeParseException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  Map<String, String> fields() {
    return Map.of("day", day.toString(), "high", high.text(), "low", low.text());
  }

  /** Merges both; of different days the later one. */
  DayRange and(DayRange other) {
    if (!day.equals(other.day)) {
      return day.isAfter(other.day) ? this : other;
    }
    Price highest = isAbove(other.high, high) ? other.high : high;
    Price lowest = isAbove(low, other.low) ? other.low : low;
    return new DayRange(day, highest, lowest);
  }

  private static boolean isAbove(Price a, Price b) {
    return Decimal.compare(a, b) > 0;
  }
}
