package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot.Quote;
import btcfeed.domain.market.Trade;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A market's newest trade in JSON: every digit as the venue wrote it; fresh or stale.
 *
 * @param price as an exact JSON number
 * @param quantity in the base currency, as an exact JSON number
 * @param side the aggressor's
 * @param exchangeTime the venue's time of the trade, ISO-8601, UTC
 * @param receiveTime ours, when its bytes had arrived
 * @param ageSeconds since we received it
 */
record PriceView(
    String venue,
    String symbol,
    BigDecimal price,
    BigDecimal quantity,
    String side,
    String tradeId,
    String exchangeTime,
    String receiveTime,
    BigDecimal ageSeconds,
    String freshness,
    String origin) {

  /** {@code GET /api/v1/price}. */
  record All(String time, List<ReferenceView> index, List<PriceView> prices) {}

  /** {@code GET /api/v1/price/{venue}}. */
  record OfVenue(String time, List<PriceView> prices) {}

  static PriceView of(Quote quote, Duration staleAfter) {
    Trade trade = quote.tick().trade();
    return new PriceView(
        trade.market().venue().name(),
        trade.market().symbol().toString(),
        trade.price().toBigDecimal(),
        trade.quantity().toBigDecimal(),
        trade.side().text(),
        trade.id().text(),
        Moment.iso(trade.exchangeTimeUs()),
        Moment.iso(quote.tick().receiveTimeUs()),
        Numbers.seconds(quote.age()),
        quote.age().compareTo(staleAfter) <= 0 ? "fresh" : "stale",
        quote.tick().origin().text());
  }
}
