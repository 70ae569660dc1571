package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Numbers;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The questions an orchestrator asks, each answered by its own checks.
 *
 * <ul>
 *   <li>Live: would a restart help? Only a process that hangs is not live; a venue or a store that
 *       is away is no reason to be killed.
 *   <li>Ready: is there a fresh price in the store readers are pointed at, and are we staying?
 *   <li>Started: has every store been tried once, so that the other two answers mean something?
 * </ul>
 */
final class Probes {
  private final IngestWatch ingest = new IngestWatch();

  /** The checks of one probe, of one snapshot. */
  List<HealthCheck> of(HealthCheckType type, FeedSnapshot feed, Moment now) {
    return switch (type) {
      case LIVENESS ->
          List.of(
              check(type, "threads", () -> threads(feed.facts())),
              check(type, "ingest", () -> ingest(feed, now)));
      case READINESS ->
          List.of(
              check(type, "price", () -> price(feed.facts())),
              check(type, "staying", () -> staying(feed.facts())));
      case STARTUP -> List.of(check(type, "stores", () -> tried(feed.facts())));
    };
  }

  private static HealthCheckResponse threads(FeedFacts facts) {
    Optional<WorkerReport> dead =
        facts.workers().stream().filter(worker -> !worker.alive()).findFirst();
    return dead.map(
            worker -> down("worker_dead", "the thread " + worker.name() + " ended after an error"))
        .orElseGet(Probes::deadlocks);
  }

  private static HealthCheckResponse deadlocks() {
    Optional<long[]> stuck =
        Optional.ofNullable(ManagementFactory.getThreadMXBean().findDeadlockedThreads());
    return stuck
        .map(ids -> down("deadlock", ids.length + " threads wait for each other for ever"))
        .orElseGet(Probes::up);
  }

  private HealthCheckResponse ingest(FeedSnapshot feed, Moment now) {
    return ingest.stopped(feed, now)
        ? down(
            "ingest_stopped",
            feed.ingested().queued()
                + " messages wait and none was taken for "
                + IngestWatch.PATIENCE.toSeconds()
                + " s")
        : up();
  }

  private static HealthCheckResponse price(FeedFacts facts) {
    if (facts.priceAge().isEmpty()) {
      return down("no_price", "no price has reached the active store yet");
    }
    if (facts.priceAge().get().compareTo(facts.staleAfter()) > 0) {
      return down(
          "stale_price",
          "the newest price in the active store is "
              + Numbers.seconds(facts.priceAge().get()).toPlainString()
              + " s old, fresh is up to "
              + Numbers.seconds(facts.staleAfter()).toPlainString()
              + " s");
    }
    return up();
  }

  private static HealthCheckResponse staying(FeedFacts facts) {
    return facts.draining() ? down("draining", "the service is stopping") : up();
  }

  private static HealthCheckResponse tried(FeedFacts facts) {
    return facts.stores().stream()
        .filter(store -> untried(store.state()))
        .map(StoreReport::name)
        .findFirst()
        .map(name -> down("starting", "the " + name.text() + " store has not been tried yet"))
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

  private static HealthCheck check(
      HealthCheckType type, String name, Supplier<HealthCheckResponse> question) {
    return new HealthCheck() {
      @Override
      public HealthCheckType type() {
        return type;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public HealthCheckResponse call() {
        return question.get();
      }
    };
  }
}
