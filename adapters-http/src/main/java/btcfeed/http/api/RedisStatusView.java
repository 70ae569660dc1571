package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /redis/status} in JSON. */
final class RedisStatusView {
  private RedisStatusView() {}

  static JsonObject of(FeedSnapshot feed, Moment now) {
    FeedFacts facts = feed.facts();
    return new JsonObject()
        .with("connected", activeAvailable(facts))
        .with("using_failover", usingFailover(facts))
        .with("primary_available", available(facts, StoreName.PRIMARY))
        .with("failover_available", available(facts, StoreName.FAILOVER))
        .with("last_failover_time", lastFailover(feed))
        .with(
            "reconnection_attempts",
            facts.stores().stream().mapToLong(StoreReport::reconnects).sum())
        .with("failover_enabled", feed.setup().failoverEnabled())
        .with("sync_on_reconnect", true)
        .with("active", facts.active().store().text())
        .with("held_by_operator", facts.active() instanceof ActiveStore.Held)
        .with("stores", HealthView.stores(facts, now))
        .with("sync", sync(facts))
        .with("switches", switches(feed.switches(), now));
  }

  private static List<JsonObject> switches(List<StoreSwitch> newestFirst, Moment now) {
    List<JsonObject> views = new ArrayList<>();
    long untilUs = now.wallUs();
    for (StoreSwitch change : newestFirst) {
      long activeUs = Math.max(0, untilUs - change.atUs());
      views.add(
          new JsonObject()
              .with("time", Numbers.epochSeconds(change.atUs()))
              .with("at", Moment.iso(change.atUs()))
              .with("to", change.to().text())
              .with("reason", change.reason().text())
              .with("seconds", Numbers.seconds(Duration.ofNanos(activeUs * 1_000)))
              .with("primary_lag_ticks", change.primaryLagRecords()));
      untilUs = change.atUs();
    }
    return views;
  }

  /** True if the active store accepts writes. */
  static boolean activeAvailable(FeedFacts facts) {
    return available(facts, facts.active().store());
  }

  static boolean usingFailover(FeedFacts facts) {
    return facts.active().store() == StoreName.FAILOVER;
  }

  private static boolean available(FeedFacts facts, StoreName name) {
    return facts.stores().stream()
        .anyMatch(store -> store.name() == name && store.state().writable());
  }

  /** Without a primary, the failover is active from the start and no failover happens. */
  private static Optional<BigDecimal> lastFailover(FeedSnapshot feed) {
    if (feed.facts().stores().stream().noneMatch(store -> store.name() == StoreName.PRIMARY)) {
      return Optional.empty();
    }
    return feed.switches().stream()
        .filter(change -> change.to() == StoreName.FAILOVER)
        .findFirst()
        .map(change -> Numbers.epochSeconds(change.atUs()));
  }

  /** Prefers a running catch-up, then the one with the most records left, then the primary's. */
  private static JsonObject sync(FeedFacts facts) {
    Comparator<StoreReport> running = Comparator.comparing(store -> store.catchUp().running());
    Comparator<StoreReport> left =
        Comparator.comparingLong(store -> store.catchUp().total() - store.catchUp().done());
    return facts.stores().stream()
        .filter(store -> !store.catchUp().equals(StoreReport.CatchUp.NONE))
        .max(
            running.thenComparing(left).thenComparing(StoreReport::name, Comparator.reverseOrder()))
        .map(StoreView::sync)
        .orElseGet(StoreView::noSync);
  }
}
