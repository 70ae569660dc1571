package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.http.api.StoreView.SyncView;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /redis/status} in JSON.
 *
 * @param connected true while the active store accepts writes
 * @param primaryAvailable true while the primary accepts writes; false if none is configured
 * @param lastFailoverTime of the last switch from the primary to the failover, Unix seconds; null
 *     if there was none
 * @param reconnectionAttempts of all stores, since start
 * @param syncOnReconnect always true: a store that returns receives what it missed
 * @param active the store readers should use
 * @param heldByOperator true while an operator's command keeps readers there
 * @param sync the current catch-up, otherwise the last one
 * @param switches newest first
 */
record RedisStatusView(
    boolean connected,
    boolean usingFailover,
    boolean primaryAvailable,
    boolean failoverAvailable,
    Optional<BigDecimal> lastFailoverTime,
    long reconnectionAttempts,
    boolean failoverEnabled,
    boolean syncOnReconnect,
    String active,
    boolean heldByOperator,
    Map<String, StoreView> stores,
    SyncView sync,
    List<SwitchView> switches) {

  /**
   * One change of the active store.
   *
   * @param time Unix seconds
   * @param at the same in ISO-8601, UTC
   * @param seconds how long the store was, or has been, active from then on
   * @param primaryLagTicks lag of the primary at that time
   */
  record SwitchView(
      BigDecimal time,
      String at,
      String to,
      String reason,
      BigDecimal seconds,
      long primaryLagTicks) {

    static List<SwitchView> of(List<StoreSwitch> newestFirst, Moment now) {
      List<SwitchView> views = new ArrayList<>();
      long untilUs = now.wallUs();
      for (StoreSwitch change : newestFirst) {
        views.add(of(change, untilUs));
        untilUs = change.atUs();
      }
      return views;
    }

    private static SwitchView of(StoreSwitch change, long untilUs) {
      return new SwitchView(
          Numbers.epochSeconds(change.atUs()),
          Moment.iso(change.atUs()),
          change.to().text(),
          change.reason().text(),
          Numbers.seconds(Duration.ofNanos(Math.max(0, untilUs - change.atUs()) * 1_000)),
          change.primaryLagRecords());
    }
  }

  static RedisStatusView of(FeedSnapshot feed, Moment now) {
    FeedFacts facts = feed.facts();
    return new RedisStatusView(
        activeAvailable(facts),
        usingFailover(facts),
        available(facts, StoreName.PRIMARY),
        available(facts, StoreName.FAILOVER),
        lastFailover(feed),
        facts.stores().stream().mapToLong(StoreReport::reconnects).sum(),
        feed.setup().failoverEnabled(),
        true,
        facts.active().store().text(),
        facts.active() instanceof ActiveStore.Held,
        HealthView.stores(facts, now),
        sync(facts),
        SwitchView.of(feed.switches(), now));
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
  private static SyncView sync(FeedFacts facts) {
    Comparator<StoreReport> running = Comparator.comparing(store -> store.catchUp().running());
    Comparator<StoreReport> left =
        Comparator.comparingLong(store -> store.catchUp().total() - store.catchUp().done());
    return facts.stores().stream()
        .filter(store -> !store.catchUp().equals(StoreReport.CatchUp.NONE))
        .max(
            running.thenComparing(left).thenComparing(StoreReport::name, Comparator.reverseOrder()))
        .map(SyncView::of)
        .orElse(SyncView.NONE);
  }
}
