package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.Reason;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreReport;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /health} in JSON.
 *
 * @param lastPrice of the newest tick accepted, exact; 0 before the first
 * @param lastSymbol whose price that is; empty before the first, as {@code lastVenue}
 * @param secondsSinceUpdate age of the newest price in the active store; before the first one, the
 *     time this service has been without any: its uptime
 * @param websocketConnected true while at least one venue is connected
 * @param redisConnected true while the store readers are pointed at takes writes
 * @param usingFailover true while readers are pointed at the failover, which is always so when no
 *     primary is configured
 * @param availability of the last hour, day and 30 days; empty in the first second
 * @param instance which feed this is, as in {@code btc:feed}: one data folder is one instance
 * @param epoch grows with each start of it; stores refuse an older one's writes
 * @param time when this was said, ISO-8601 in UTC
 */
public record HealthView(
    String status,
    List<ReasonView> reasons,
    BigDecimal lastPrice,
    String lastSymbol,
    String lastVenue,
    BigDecimal secondsSinceUpdate,
    BigDecimal staleAfterSeconds,
    boolean websocketConnected,
    boolean redisConnected,
    boolean usingFailover,
    boolean draining,
    BigDecimal uptimeSeconds,
    String version,
    String instance,
    long epoch,
    String time,
    Map<String, VenueView> venues,
    Map<String, StoreView> stores,
    JournalView journal,
    Map<String, BudgetView> availability) {

  /** A reason in JSON, worst first in its list. */
  public record ReasonView(String code, String detail, String severity) {
    static ReasonView of(Reason reason) {
      return new ReasonView(
          reason.code(), reason.detail(), reason.severity().name().toLowerCase(Locale.ROOT));
    }

    public static List<ReasonView> of(List<Reason> reasons) {
      return reasons.stream().map(ReasonView::of).toList();
    }
  }

  static HealthView of(FeedSnapshot feed, Moment now) {
    FeedFacts facts = feed.facts();
    var newest = feed.newest().map(tick -> tick.trade());
    return new HealthView(
        feed.health().status().text(),
        ReasonView.of(feed.health().reasons()),
        newest.map(trade -> trade.price().toBigDecimal()).orElse(BigDecimal.ZERO),
        newest.map(HealthView::symbol).orElse(""),
        newest.map(trade -> trade.market().venue().name()).orElse(""),
        Numbers.seconds(facts.priceAge().orElse(feed.uptime())),
        Numbers.seconds(facts.staleAfter()),
        facts.venues().stream().anyMatch(venue -> venue.line().connected()),
        StoreLookup.activeAvailable(facts),
        StoreLookup.usingFailover(facts),
        facts.draining(),
        Numbers.seconds(feed.uptime()),
        feed.setup().version(),
        feed.setup().instance(),
        feed.setup().epoch(),
        now.iso(),
        venues(facts),
        stores(facts, now),
        JournalView.of(facts.journal()),
        BudgetView.of(feed.spent()));
  }

  /** Every venue, by name. */
  public static Map<String, VenueView> venues(FeedFacts facts) {
    Map<String, VenueView> views = new LinkedHashMap<>();
    for (VenueReport venue : facts.venues()) {
      views.put(venue.venue().name(), VenueView.of(venue, facts.staleAfter()));
    }
    return views;
  }

  /** Every store that is configured, by name. */
  public static Map<String, StoreView> stores(FeedFacts facts, Moment now) {
    Map<String, StoreView> views = new LinkedHashMap<>();
    for (StoreReport store : facts.stores()) {
      boolean active = store.name() == facts.active().store();
      views.put(store.name().text(), StoreView.of(store, active, now));
    }
    return views;
  }

  private static String symbol(Trade trade) {
    return trade.market().symbol().toString();
  }
}
