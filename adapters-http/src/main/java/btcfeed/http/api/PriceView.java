package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.FeedSnapshot.LastTrade;
import btcfeed.domain.market.Trade;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Reference prices, and each market's newest trade with the digits as the venue sent them. */
final class PriceView {
  private PriceView() {}

  /** {@code GET /api/v1/price}. */
  static JsonObject all(FeedSnapshot feed, Moment now) {
    return new JsonObject()
        .with("time", now.iso())
        .with("index", feed.index().stream().map(ReferenceView::of).toList())
        .with("prices", prices(feed, _ -> true));
  }

  /** {@code GET /api/v1/price/{venue}}. */
  static JsonObject ofVenue(FeedSnapshot feed, String venue, Moment now) {
    return new JsonObject()
        .with("time", now.iso())
        .with("prices", prices(feed, trade -> trade.market().venue().name().equals(venue)));
  }

  private static List<JsonObject> prices(FeedSnapshot feed, Predicate<Trade> wanted) {
    return feed.lastTrades().stream()
        .filter(last -> wanted.test(last.tick().trade()))
        .map(last -> of(last, feed.facts().staleAfter()))
        .toList();
  }

  private static JsonObject of(LastTrade last, Duration staleAfter) {
    Trade trade = last.tick().trade();
    return new JsonObject()
        .with("venue", trade.market().venue().name())
        .with("symbol", trade.market().symbol().toString())
        .with("price", trade.price().toBigDecimal())
        .with("quantity", trade.quantity().toBigDecimal())
        .with("side", trade.side().text())
        .with("trade_id", trade.id().text())
        .with("exchange_time", Moment.iso(trade.exchangeTimeUs()))
        .with("receive_time", Moment.iso(last.tick().receiveTimeUs()))
        .with("age_seconds", Numbers.seconds(last.age()))
        .with("freshness", last.age().compareTo(staleAfter) <= 0 ? "fresh" : "stale")
        .with("origin", last.tick().origin().text());
  }
}
