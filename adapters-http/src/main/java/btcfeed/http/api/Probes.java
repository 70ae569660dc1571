package btcfeed.http.api;

import btcfeed.application.lead.LeadershipReport;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The probes of an orchestrator. Any thread.
 *
 * <p>Live: would a restart help? Only a hanging process is not live. An unavailable venue or store
 * does not justify a restart.
 *
 * <p>Ready: does the active store hold a fresh price, does the journal have what the stores have,
 * and is the service not stopping? So a follower that is in sync is ready.
 *
 * <p>Started: has the service tried every store once? Before that, the other probes mean little.
 */
final class Probes {
  /** How long messages may wait without any progress before the ingest counts as stopped. */
  static final Duration INGEST_TIMEOUT = Duration.ofSeconds(30);

  private boolean waitedBefore;
  private long lastProgress;
  private long sinceNanos;

  /**
   * The response of one probe, in the format of MicroProfile Health.
   *
   * @param status {@code UP} or {@code DOWN}
   */
  record View(String status, List<Check> checks) {
    boolean up() {
      return status.equals("UP");
    }
  }

  /** One check; {@code data} has {@code code} and {@code detail} while it is down. */
  record Check(String name, String status, Map<String, Object> data) {
    static Check of(String name, HealthCheckResponse response) {
      return new Check(name, response.status().name(), response.details());
    }
  }

  View check(HealthCheckType type, FeedSnapshot feed, Moment now) {
    FeedFacts facts = feed.facts();
    List<Check> checks =
        switch (type) {
          case LIVENESS ->
              List.of(Check.of("threads", threads(facts)), Check.of("ingest", ingest(feed, now)));
          case READINESS ->
              List.of(
                  Check.of("price", price(facts)),
                  Check.of("in_sync", inSync(feed.leadership())),
                  Check.of("staying", staying(facts)));
          case STARTUP -> List.of(Check.of("stores", stores(facts)));
        };
    return view(checks);
  }

  /** Up for the instance that writes the stores. */
  static View leader(FeedSnapshot feed) {
    return view(
        List.of(
            Check.of(
                "leader",
                feed.leadership().role() == Role.LEADER
                    ? up()
                    : down("follower", "another instance writes the stores, or none does"))));
  }

  private static View view(List<Check> checks) {
    boolean up = checks.stream().allMatch(check -> check.status().equals("UP"));
    return new View(up ? "UP" : "DOWN", checks);
  }

  private static HealthCheckResponse inSync(LeadershipReport leadership) {
    return leadership.inSync()
        ? up()
        : down("not_in_sync", "the journal does not have all yet that the stores have");
  }

  private static HealthCheckResponse threads(FeedFacts facts) {
    return facts.workers().stream()
        .filter(worker -> !worker.alive())
        .findFirst()
        .map(WorkerReport::name)
        .map(name -> down("worker_dead", "the thread " + name + " ended after an error"))
        .orElseGet(Probes::deadlocks);
  }

  private static HealthCheckResponse deadlocks() {
    return Optional.ofNullable(ManagementFactory.getThreadMXBean().findDeadlockedThreads())
        .map(ids -> down("deadlock", ids.length + " threads are deadlocked"))
        .orElseGet(Probes::up);
  }

  /**
   * Down if messages have waited since the first of several looks without any progress. A journal
   * that cannot be written also stops the ingest, but a restart does not help there.
   */
  private synchronized HealthCheckResponse ingest(FeedSnapshot feed, Moment now) {
    FeedSnapshot.Ingested done = feed.ingested();
    long progress = done.messages() + done.trades() + done.ticks() + done.duplicates();
    boolean waiting = done.queued() > 0 && feed.facts().journal().failure().isEmpty();
    if (!waitedBefore || !waiting || progress != lastProgress) {
      lastProgress = progress;
      sinceNanos = now.nanos();
    }
    waitedBefore = waiting;
    return now.nanos() - sinceNanos <= INGEST_TIMEOUT.toNanos()
        ? up()
        : down(
            "ingest_stopped",
            done.queued()
                + " messages wait and the ingest has processed none for "
                + INGEST_TIMEOUT.toSeconds()
                + " s");
  }

  private static HealthCheckResponse price(FeedFacts facts) {
    if (facts.priceAge().isEmpty()) {
      return down("no_price", "the active store has not received a price yet");
    }
    Duration age = facts.priceAge().get();
    return age.compareTo(facts.staleAfter()) <= 0
        ? up()
        : down(
            "stale_price",
            "the newest price in the active store is "
                + Numbers.seconds(age).toPlainString()
                + " s old, the limit is "
                + Numbers.seconds(facts.staleAfter()).toPlainString()
                + " s");
  }

  private static HealthCheckResponse staying(FeedFacts facts) {
    return facts.draining() ? down("draining", "the service is stopping") : up();
  }

  private static HealthCheckResponse stores(FeedFacts facts) {
    return facts.stores().stream()
        .filter(store -> untried(store.state()))
        .map(StoreReport::name)
        .findFirst()
        .map(
            name -> down("starting", "the service has not tried the " + name.text() + " store yet"))
        .orElseGet(Probes::up);
  }

  private static boolean untried(StoreState state) {
    return switch (state) {
      case StoreState.Away(_, var reason, _) -> reason == SwitchReason.STARTED;
      case StoreState.CatchingUp _, StoreState.Live _, StoreState.Stopped _ -> false;
    };
  }

  private static HealthCheckResponse up() {
    return HealthCheckResponse.builder().status(HealthCheckResponse.Status.UP).build();
  }

  private static HealthCheckResponse down(String code, String detail) {
    return HealthCheckResponse.builder()
        .status(HealthCheckResponse.Status.DOWN)
        .detail("code", code)
        .detail("detail", detail)
        .build();
  }
}
