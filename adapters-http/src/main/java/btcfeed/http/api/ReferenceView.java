package btcfeed.http.api;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.index.ReferencePrice.IndexValue;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.http.response.Moment;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A symbol's reference price in JSON.
 *
 * @param state {@code ok}, {@code degraded} or {@code unavailable}
 * @param price exact; null while unavailable, as {@code confidence}
 * @param confidence distance of the highest from the lowest price used, in the quote currency
 * @param venues whose prices are used
 * @param refused venues whose prices are not used, with the reason: {@code silent}, {@code outlier}
 */
public record ReferenceView(
    String symbol,
    String state,
    Optional<BigDecimal> price,
    Optional<BigDecimal> confidence,
    List<String> venues,
    Map<String, String> refused,
    String time) {

  static ReferenceView of(ReferencePrices.IndexUpdate update) {
    Optional<IndexValue> value = value(update.price());
    Map<String, String> refused = new TreeMap<>();
    update.price().refused().forEach((venue, why) -> refused.put(venue.name(), why.text()));
    return new ReferenceView(
        update.symbol().toString(),
        update.price().state(),
        value.map(known -> known.price().toBigDecimal()),
        value.map(IndexValue::spread),
        value.stream().flatMap(known -> known.used().stream()).map(Venue::name).toList(),
        refused,
        Moment.iso(update.timeUs()));
  }

  /** The reference price that a store change writes; empty for other changes. */
  public static Optional<ReferenceView> of(Mutation mutation) {
    return mutation instanceof Mutation.HashSet(String key, Map<String, String> fields)
            && key.startsWith(ReferencePrices.KEYS)
        ? of(key.substring(ReferencePrices.KEYS.length()), fields)
        : Optional.empty();
  }

  private static Optional<ReferenceView> of(String symbol, Map<String, String> fields) {
    try {
      return Optional.of(
          new ReferenceView(
              Symbol.parse(symbol).toString(),
              fields.getOrDefault("state", ""),
              decimal(fields.getOrDefault("price", "")),
              decimal(fields.getOrDefault("confidence", "")),
              words(fields.getOrDefault("venues", "")),
              refused(fields.getOrDefault("refused", "")),
              Moment.iso(Long.parseLong(fields.getOrDefault("time_us", "")))));
    } catch (IllegalArgumentException | DateTimeException _) {
      // A plugin may write other fields under this key.
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> decimal(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static Map<String, String> refused(String text) {
    Map<String, String> refused = new TreeMap<>();
    for (String one : words(text)) {
      String[] venueAndWhy = one.split(":", 2);
      refused.put(venueAndWhy[0], venueAndWhy[venueAndWhy.length - 1]);
    }
    return refused;
  }

  public static Optional<IndexValue> value(ReferencePrice price) {
    return switch (price) {
      case ReferencePrice.Ok(IndexValue value, _) -> Optional.of(value);
      case ReferencePrice.Degraded(IndexValue value, _) -> Optional.of(value);
      case ReferencePrice.Unavailable _ -> Optional.empty();
    };
  }
}
