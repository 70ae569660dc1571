package btcfeed.http;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.index.ReferencePrice.Quote;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A symbol's reference price in JSON.
 *
 * @param state {@code ok}, {@code degraded} or {@code unavailable}
 * @param price exact; null when unavailable, as {@code confidence}
 * @param confidence between the highest and the lowest price used, in the quote currency
 * @param venues used
 * @param refused others that were traded, and why: {@code silent}, {@code outlier}
 */
record ReferenceView(
    String symbol,
    String state,
    Optional<BigDecimal> price,
    Optional<BigDecimal> confidence,
    List<String> venues,
    Map<String, String> refused,
    String time) {

  static ReferenceView of(ReferencePrices.Answer answer) {
    Optional<Quote> quote = quote(answer.price());
    Map<String, String> refused = new TreeMap<>();
    answer.price().refused().forEach((venue, why) -> refused.put(venue.name(), why.text()));
    return new ReferenceView(
        answer.symbol().toString(),
        answer.price().state(),
        quote.map(known -> known.price().toBigDecimal()),
        quote.map(Quote::spread),
        quote.stream().flatMap(known -> known.used().stream()).map(Venue::name).toList(),
        refused,
        Moment.iso(answer.timeUs()));
  }

  static Optional<Quote> quote(ReferencePrice price) {
    return switch (price) {
      case ReferencePrice.Ok(Quote quote, _) -> Optional.of(quote);
      case ReferencePrice.Degraded(Quote quote, _) -> Optional.of(quote);
      case ReferencePrice.Unavailable _ -> Optional.empty();
    };
  }
}
