package btcfeed.http.api;

import btcfeed.application.read.ReadRecords;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import java.util.Optional;
import java.util.function.Predicate;

/** Ticks and gaps in JSON: single records, and pages of records, oldest first. */
public final class RecordsView {
  private RecordsView() {}

  /** An entry of {@code btc:ticks}. */
  public static JsonObject tick(JournalId id, PriceTick tick) {
    Trade trade = tick.trade();
    return new JsonObject()
        .with("id", id.toString())
        .with("venue", trade.market().venue().name())
        .with("symbol", trade.market().symbol().toString())
        .with("trade_id", trade.id().text())
        .with("price", trade.price().toBigDecimal())
        .with("quantity", trade.quantity().toBigDecimal())
        .with("side", trade.side().text())
        .with("exchange_time_us", trade.exchangeTimeUs())
        .with("receive_time_us", tick.receiveTimeUs())
        .with("exchange_time", Moment.iso(trade.exchangeTimeUs()))
        .with("origin", tick.origin().text());
  }

  /** An entry of {@code btc:gaps}. */
  public static JsonObject gap(JournalId id, Market market, Gap gap) {
    return new JsonObject()
        .with("id", id.toString())
        .with("venue", market.venue().name())
        .with("symbol", market.symbol().toString())
        .with("from_id", gap.ids().map(Gap.Ids::from))
        .with("to_id", gap.ids().map(Gap.Ids::to))
        .with("since_us", gap.sinceUs())
        .with("until_us", gap.untilUs())
        .with("state", gap.state().text())
        .with("trades", gap.trades());
  }

  /** {@code GET /api/v1/ticks}. */
  static JsonObject ticks(ReadRecords records, PageQuery query) {
    return page(
        "ticks",
        records,
        query,
        event ->
            event instanceof JournalEvent.Ticked(PriceTick tick)
                && query.covers(tick.trade().market()));
  }

  /** {@code GET /api/v1/gaps}. */
  static JsonObject gaps(ReadRecords records, PageQuery query) {
    return page(
        "gaps",
        records,
        query,
        event ->
            event instanceof JournalEvent.GapChanged(Market market, Gap _) && query.covers(market));
  }

  private static JsonObject page(
      String name, ReadRecords records, PageQuery query, Predicate<JournalEvent> wanted) {
    ReadRecords.Page page =
        query
            .after()
            .map(after -> records.after(after, query.limit(), wanted))
            .orElseGet(() -> records.newest(query.limit(), wanted));
    return new JsonObject()
        .with(name, page.entries().stream().flatMap(entry -> of(entry).stream()).toList())
        .with("next", page.reached().toString())
        .with("more", page.more());
  }

  private static Optional<JsonObject> of(Entry entry) {
    return switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) -> Optional.of(tick(entry.id(), tick));
      case JournalEvent.GapChanged(Market market, Gap gap) ->
          Optional.of(gap(entry.id(), market, gap));
      case JournalEvent.Mutated _, JournalEvent.Checkpointed _ -> Optional.empty();
    };
  }
}
