package btcfeed.http.api;

import btcfeed.application.lead.LeadershipReport;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.Outages;
import btcfeed.domain.health.Reason;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.WriterLease;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /health} in JSON.
 *
 * @param lastPrice of the newest accepted tick, exact; 0 before the first
 * @param lastSymbol of that tick; empty before the first, as {@code lastVenue}
 * @param secondsSinceUpdate age of the newest price in the active store; before the first price,
 *     the uptime
 * @param websocketConnected true while at least one venue is connected
 * @param redisConnected true while the active store accepts writes
 * @param usingFailover true while the failover is active; always true without a primary
 * @param availability of the last hour, day and 30 days; empty in the first second
 * @param instance as in {@code btc:feed}; one data folder is one instance
 * @param epoch of the leader's lease; stores refuse writes of a lower epoch; 0 without a leader
 * @param role of this instance, {@code leader} or {@code follower}
 * @param leader the instance that writes the stores; empty if none is known
 * @param instances all instances that announced themselves in the stores in the last minute
 * @param time of this response, ISO-8601 in UTC
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
    String role,
    String leader,
    LeaseTermView lease,
    List<InstanceView> instances,
    String time,
    Map<String, VenueView> venues,
    Map<String, StoreView> stores,
    JournalView journal,
    Map<String, BudgetView> availability) {

  /** A reason in JSON; lists have the worst first. */
  public record ReasonView(String code, String detail, String severity) {
    public static List<ReasonView> of(List<Reason> reasons) {
      return reasons.stream()
          .map(
              reason ->
                  new ReasonView(
                      reason.code(),
                      reason.detail(),
                      reason.severity().name().toLowerCase(Locale.ROOT)))
          .toList();
    }
  }

  /**
   * How well a period met the objective: a fresh price in the active store 99.99 % of the time.
   *
   * @param availability 0 to 1, of the observed seconds
   * @param budgetSpent used part of the period's error budget; above 1 the objective is missed
   */
  record BudgetView(
      BigDecimal availability,
      BigDecimal budgetSpent,
      BigDecimal lostSeconds,
      BigDecimal watchedSeconds) {
    static BudgetView of(Outages.Spent spent) {
      return new BudgetView(
          spent.availability(),
          spent.share(),
          Numbers.seconds(spent.lost()),
          Numbers.seconds(spent.watched()));
    }
  }

  /**
   * The leader's lease.
   *
   * @param seconds how long it holds without being renewed
   * @param secondsLeft how much longer it holds now, by the stores' clocks; 0 without a leader
   */
  record LeaseTermView(BigDecimal seconds, BigDecimal secondsLeft) {
    static LeaseTermView of(LeadershipReport leadership) {
      return new LeaseTermView(
          Numbers.seconds(leadership.length()), Numbers.seconds(leadership.left()));
    }
  }

  /**
   * An instance, as it announced itself.
   *
   * @param secondsSinceSeen since its last announcement, by a store's clock
   */
  record InstanceView(String instance, String role, String address, BigDecimal secondsSinceSeen) {
    static List<InstanceView> of(LeadershipReport leadership) {
      return leadership.instances().stream()
          .map(
              one ->
                  new InstanceView(
                      one.instance(), one.role().text(), one.address(), Numbers.seconds(one.age())))
          .toList();
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
        RedisStatusView.activeAvailable(facts),
        RedisStatusView.usingFailover(facts),
        facts.draining(),
        Numbers.seconds(feed.uptime()),
        feed.setup().version(),
        feed.setup().instance(),
        feed.leadership().leader().map(WriterLease::epoch).orElse(0L),
        feed.leadership().role().text(),
        feed.leadership().leader().map(WriterLease::instance).orElse(""),
        LeaseTermView.of(feed.leadership()),
        InstanceView.of(feed.leadership()),
        now.iso(),
        venues(facts),
        stores(facts, now),
        JournalView.of(facts.journal()),
        availability(feed.spent()));
  }

  /** Every venue, by name. */
  public static Map<String, VenueView> venues(FeedFacts facts) {
    Map<String, VenueView> views = new LinkedHashMap<>();
    for (VenueReport venue : facts.venues()) {
      views.put(venue.venue().name(), VenueView.of(venue, facts.staleAfter()));
    }
    return views;
  }

  /** Every configured store, by name. */
  public static Map<String, StoreView> stores(FeedFacts facts, Moment now) {
    Map<String, StoreView> views = new LinkedHashMap<>();
    for (StoreReport store : facts.stores()) {
      boolean active = store.name() == facts.active().store();
      views.put(store.name().text(), StoreView.of(store, active, now));
    }
    return views;
  }

  private static Map<String, BudgetView> availability(List<Outages.Spent> periods) {
    Map<String, BudgetView> views = new LinkedHashMap<>();
    periods.forEach(spent -> views.put(spent.period().text(), BudgetView.of(spent)));
    return views;
  }

  private static String symbol(Trade trade) {
    return trade.market().symbol().toString();
  }
}
