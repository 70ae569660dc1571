package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot.LastTrade;
import btcfeed.domain.market.Trade;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A market's newest trade in JSON, with the digits as the venue sent them.
 *
 * @param price as an exact JSON number
 * @param quantity in the base currency, as an exact JSON number
 * @param side of the aggressor
 * @param exchangeTime the venue's time of the trade, ISO-8601, UTC
 * @param receiveTime the service's time when it had received the bytes, ISO-8601, UTC
 * @param ageSeconds since that time
 * @param freshness {@code fresh} or {@code stale}
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

  static PriceView of(LastTrade last, Duration staleAfter) {
    Trade trade = last.tick().trade();
    return new PriceView(
        trade.market().venue().name(),
        trade.market().symbol().toString(),
        trade.price().toBigDecimal(),
        trade.quantity().toBigDecimal(),
        trade.side().text(),
        trade.id().text(),
        Moment.iso(trade.exchangeTimeUs()),
        Moment.iso(last.tick().receiveTimeUs()),
        Numbers.seconds(last.age()),
        last.age().compareTo(staleAfter) <= 0 ? "fresh" : "stale",
        last.tick().origin().text());
  }
}
