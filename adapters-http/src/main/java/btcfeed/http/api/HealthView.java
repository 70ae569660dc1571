package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.Outages;
import btcfeed.domain.health.Reason;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.store.WriterLease;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** {@code GET /health} in JSON, and its parts that other responses repeat. */
public final class HealthView {
  private HealthView() {}

  static JsonObject of(FeedSnapshot feed, Moment now) {
    FeedFacts facts = feed.facts();
    var newest = feed.newest().map(PriceTick::trade);
    return new JsonObject()
        .with("status", feed.health().status().text())
        .with("reasons", reasons(feed.health().reasons()))
        .with(
            "last_price", newest.map(trade -> trade.price().toBigDecimal()).orElse(BigDecimal.ZERO))
        .with("last_symbol", newest.map(trade -> trade.market().symbol().toString()).orElse(""))
        .with("last_venue", newest.map(trade -> trade.market().venue().name()).orElse(""))
        .with("seconds_since_update", Numbers.seconds(facts.priceAge().orElse(feed.uptime())))
        .with("stale_after_seconds", Numbers.seconds(facts.staleAfter()))
        .with(
            "websocket_connected",
            facts.venues().stream().anyMatch(venue -> venue.line().connected()))
        .with("redis_connected", RedisStatusView.activeAvailable(facts))
        .with("using_failover", RedisStatusView.usingFailover(facts))
        .with("draining", facts.draining())
        .with("uptime_seconds", Numbers.seconds(feed.uptime()))
        .with("version", feed.setup().version())
        .with("instance", feed.setup().instance())
        .with("epoch", feed.leadership().leader().map(WriterLease::epoch).orElse(0L))
        .with("role", feed.leadership().role().text())
        .with("in_sync", feed.leadership().inSync())
        .with("leader", feed.leadership().leader().map(WriterLease::instance).orElse(""))
        .with("lease", LeadershipView.lease(feed.leadership()))
        .with("instances", LeadershipView.instances(feed.leadership()))
        .with("leaders", LeadershipView.leaders(feed.leadership()))
        .with("time", now.iso())
        .with("venues", venues(facts))
        .with("stores", stores(facts, now))
        .with("sinks", sinks(facts))
        .with("journal", journal(facts.journal()))
        .with(
            "availability",
            JsonObject.of(feed.spent(), spent -> spent.period().text(), HealthView::budget));
  }

  /** The reasons for the status, the worst first. */
  public static List<JsonObject> reasons(List<Reason> reasons) {
    return reasons.stream()
        .map(
            reason ->
                new JsonObject()
                    .with("code", reason.code())
                    .with("detail", reason.detail())
                    .with("severity", reason.severity().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Every venue, by name. */
  public static JsonObject venues(FeedFacts facts) {
    return JsonObject.of(
        facts.venues(),
        venue -> venue.venue().name(),
        venue -> VenueView.of(venue, facts.staleAfter()));
  }

  /** Every configured store, by name. */
  public static JsonObject stores(FeedFacts facts, Moment now) {
    return JsonObject.of(
        facts.stores(),
        store -> store.name().text(),
        store -> StoreView.of(store, store.name() == facts.active().store(), now));
  }

  /** Every configured sink, by name. */
  public static JsonObject sinks(FeedFacts facts) {
    return JsonObject.of(facts.sinks(), SinkReport::name, SinkView::of);
  }

  public static JsonObject journal(JournalPort.Status journal) {
    return new JsonObject()
        .with("writable", journal.failure().isEmpty())
        .with("oldest_id", journal.oldest().toString())
        .with("newest_id", journal.newest().toString())
        .with("synced_id", journal.syncedTo().toString())
        .with("records", journal.records())
        .with("bytes", journal.bytes())
        .with("max_bytes", journal.maxBytes())
        .with("used_percent", Numbers.percent(journal.bytes(), journal.maxBytes()))
        .with("segments", journal.segments())
        .with("dropped", journal.dropped())
        .with("failure", journal.failure());
  }

  private static JsonObject budget(Outages.Spent spent) {
    return new JsonObject()
        .with("availability", spent.availability())
        .with("budget_spent", spent.share())
        .with("lost_seconds", Numbers.seconds(spent.lost()))
        .with("watched_seconds", Numbers.seconds(spent.watched()));
  }
}
