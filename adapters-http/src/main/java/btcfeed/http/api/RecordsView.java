package btcfeed.http.api;

import btcfeed.application.read.ReadRecords;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.http.response.Moment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Journal records in JSON, oldest first. {@code next} is the {@code after} of the next page, {@code
 * more} is true if that page already has records.
 */
public final class RecordsView {
  private RecordsView() {}

  /** {@code GET /api/v1/ticks}. */
  record Ticks(List<TickView> ticks, String next, boolean more) {}

  /** {@code GET /api/v1/gaps}. */
  record Gaps(List<GapView> gaps, String next, boolean more) {}

  /**
   * An entry of {@code btc:ticks}.
   *
   * @param id the same in every store
   */
  public record TickView(
      String id,
      String venue,
      String symbol,
      String tradeId,
      BigDecimal price,
      BigDecimal quantity,
      String side,
      long exchangeTimeUs,
      long receiveTimeUs,
      String exchangeTime,
      String origin) {
    public static TickView of(JournalId id, PriceTick tick) {
      Trade trade = tick.trade();
      return new TickView(
          id.toString(),
          trade.market().venue().name(),
          trade.market().symbol().toString(),
          trade.id().text(),
          trade.price().toBigDecimal(),
          trade.quantity().toBigDecimal(),
          trade.side().text(),
          trade.exchangeTimeUs(),
          tick.receiveTimeUs(),
          Moment.iso(trade.exchangeTimeUs()),
          tick.origin().text());
    }
  }

  /**
   * An entry of {@code btc:gaps}.
   *
   * @param fromId null for venues with opaque ids, where only the time range is known
   */
  public record GapView(
      String id,
      String venue,
      String symbol,
      Optional<Long> fromId,
      Optional<Long> toId,
      long sinceUs,
      long untilUs,
      String state,
      long trades) {
    public static GapView of(JournalId id, Market market, Gap gap) {
      return new GapView(
          id.toString(),
          market.venue().name(),
          market.symbol().toString(),
          gap.ids().map(Gap.Ids::from),
          gap.ids().map(Gap.Ids::to),
          gap.sinceUs(),
          gap.untilUs(),
          gap.state().text(),
          gap.trades());
    }
  }

  static Ticks ticks(ReadRecords records, PageQuery query) {
    ReadRecords.Page page =
        page(
            records,
            query,
            event ->
                event instanceof JournalEvent.Ticked(PriceTick tick)
                    && query.covers(tick.trade().market()));
    return new Ticks(
        page.entries().stream()
            .map(entry -> TickView.of(entry.id(), ((JournalEvent.Ticked) entry.event()).tick()))
            .toList(),
        page.reached().toString(),
        page.more());
  }

  static Gaps gaps(ReadRecords records, PageQuery query) {
    ReadRecords.Page page =
        page(
            records,
            query,
            event ->
                event instanceof JournalEvent.GapChanged(Market market, Gap _)
                    && query.covers(market));
    return new Gaps(
        page.entries().stream().map(RecordsView::gap).toList(),
        page.reached().toString(),
        page.more());
  }

  private static ReadRecords.Page page(
      ReadRecords records, PageQuery query, Predicate<JournalEvent> wanted) {
    return query
        .after()
        .map(after -> records.after(after, query.limit(), wanted))
        .orElseGet(() -> records.newest(query.limit(), wanted));
  }

  private static GapView gap(Entry entry) {
    JournalEvent.GapChanged changed = (JournalEvent.GapChanged) entry.event();
    return GapView.of(entry.id(), changed.market(), changed.gap());
  }
}
