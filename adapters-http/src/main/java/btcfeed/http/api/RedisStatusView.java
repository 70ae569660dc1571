package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Numbers;
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
 * @param connected true while the store readers are pointed at takes writes
 * @param primaryAvailable true while its write path works; false when none is configured
 * @param lastFailoverTime when readers were last moved from the primary to the failover, Unix
 *     seconds; null if never
 * @param reconnectionAttempts of all stores, since start
 * @param syncOnReconnect always true: a store that comes back gets what it missed, by design
 * @param active the store readers are pointed at
 * @param heldByOperator true while they are kept there because an operator asked for it
 * @param sync the catching up under way, else the last one known
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
   * Readers were pointed at another store.
   *
   * @param time Unix seconds
   * @param at the same in ISO-8601, UTC
   * @param seconds how long they stayed, or have been there by now
   * @param primaryLagTicks how far behind the primary was at that moment
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
        StoreLookup.activeAvailable(facts),
        StoreLookup.usingFailover(facts),
        StoreLookup.available(facts, StoreName.PRIMARY),
        StoreLookup.available(facts, StoreName.FAILOVER),
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

  /** Without a primary the failover is where the service began, not where it fled to. */
  private static Optional<BigDecimal> lastFailover(FeedSnapshot feed) {
    if (StoreLookup.find(feed.facts(), StoreName.PRIMARY).isEmpty()) {
      return Optional.empty();
    }
    return feed.switches().stream()
        .filter(change -> change.to() == StoreName.FAILOVER)
        .findFirst()
        .map(change -> Numbers.epochSeconds(change.atUs()));
  }

  /** A running one before a finished one, then the one with the most to do, then the primary's. */
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
