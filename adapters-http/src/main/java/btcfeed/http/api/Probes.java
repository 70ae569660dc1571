package btcfeed.http.api;

import btcfeed.application.lead.LeadershipReport;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import io.helidon.health.HealthCheckResponse;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The probes of an orchestrator. Any thread. */
final class Probes {
  /** How long messages may wait without any progress before the ingest counts as stopped. */
  static final Duration INGEST_TIMEOUT = Duration.ofSeconds(30);

  private boolean waitedBefore;
  private long lastProgress;
  private long sinceNanos;

  /** A check by name; the answer has its code and detail while it is down. */
  record Check(String name, HealthCheckResponse answer) {
    static Check up(String name) {
      return new Check(
          name, HealthCheckResponse.builder().status(HealthCheckResponse.Status.UP).build());
    }

    static Check down(String name, String code, String detail) {
      return new Check(
          name,
          HealthCheckResponse.builder()
              .status(HealthCheckResponse.Status.DOWN)
              .detail("code", code)
              .detail("detail", detail)
              .build());
    }

    boolean isUp() {
      return answer.status() == HealthCheckResponse.Status.UP;
    }

    /** In the format of MicroProfile Health. */
    JsonObject view() {
      return new JsonObject()
          .with("name", name)
          .with("status", answer.status().name())
          .with("data", answer.details());
    }
  }

  /**
   * Would a restart help? Only a hanging process is not live. An unavailable venue or store does
   * not justify a restart.
   */
  List<Check> live(FeedSnapshot feed, Moment now) {
    return List.of(threads(feed.facts()), ingest(feed, now));
  }

  /**
   * Does the active store hold a fresh price, does the journal have what the stores have, and is
   * the service not stopping? A follower that is in sync is ready.
   */
  static List<Check> ready(FeedSnapshot feed) {
    return List.of(
        price(feed.facts()),
        feed.leadership().inSync()
            ? Check.up("in_sync")
            : Check.down(
                "in_sync",
                "not_in_sync",
                "the journal does not have all yet that the stores have, or no instance leads"),
        feed.facts().draining()
            ? Check.down("staying", "draining", "the service is stopping")
            : Check.up("staying"));
  }

  /** Does this instance write the stores? */
  static List<Check> leader(LeadershipReport leadership) {
    return List.of(
        leadership.role() == Role.LEADER
            ? Check.up("leader")
            : Check.down("leader", "follower", "another instance writes the stores, or none does"));
  }

  /** Has the service tried every store once? Before that, the other probes mean little. */
  static List<Check> started(FeedFacts facts) {
    return List.of(
        facts.stores().stream()
            .filter(store -> untried(store.state()))
            .map(StoreReport::name)
            .findFirst()
            .map(
                name ->
                    Check.down(
                        "stores",
                        "starting",
                        "the service has not tried the " + name.text() + " store yet"))
            .orElseGet(() -> Check.up("stores")));
  }

  private static Check threads(FeedFacts facts) {
    return facts.workers().stream()
        .filter(worker -> !worker.alive())
        .findFirst()
        .map(WorkerReport::name)
        .map(
            name ->
                Check.down(
                    "threads", "worker_dead", "the thread " + name + " ended after an error"))
        .or(
            () ->
                Optional.ofNullable(ManagementFactory.getThreadMXBean().findDeadlockedThreads())
                    .map(
                        ids ->
                            Check.down(
                                "threads", "deadlock", ids.length + " threads are deadlocked")))
        .orElseGet(() -> Check.up("threads"));
  }

  /**
   * Down if messages have waited since the first of several looks without any progress. A journal
   * that cannot be written also stops the ingest, but a restart does not help there.
   */
  private synchronized Check ingest(FeedSnapshot feed, Moment now) {
    FeedSnapshot.Ingested done = feed.ingested();
    long progress = done.messages() + done.trades() + done.ticks() + done.duplicates();
    boolean waiting = done.queued() > 0 && feed.facts().journal().failure().isEmpty();
    if (!waitedBefore || !waiting || progress != lastProgress) {
      lastProgress = progress;
      sinceNanos = now.nanos();
    }
    waitedBefore = waiting;
    return now.nanos() - sinceNanos <= INGEST_TIMEOUT.toNanos()
        ? Check.up("ingest")
        : Check.down(
            "ingest",
            "ingest_stopped",
            done.queued()
                + " messages wait and the ingest has processed none for "
                + INGEST_TIMEOUT.toSeconds()
                + " s");
  }

  private static Check price(FeedFacts facts) {
    if (facts.priceAge().isEmpty()) {
      return Check.down("price", "no_price", "the active store has not received a price yet");
    }
    Duration age = facts.priceAge().get();
    return age.compareTo(facts.staleAfter()) <= 0
        ? Check.up("price")
        : Check.down(
            "price",
            "stale_price",
            "the newest price in the active store is "
                + Numbers.seconds(age).toPlainString()
                + " s old, the limit is "
                + Numbers.seconds(facts.staleAfter()).toPlainString()
                + " s");
  }

  private static boolean untried(StoreState state) {
    return state instanceof StoreState.Away(_, var reason, _) && reason == SwitchReason.STARTED;
  }
}
