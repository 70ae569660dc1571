package btcfeed.rehearsal.soak;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.Overview;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.Poller;
import btcfeed.rehearsal.audit.Audit;
import btcfeed.rehearsal.service.ServiceProcess;
import btcfeed.rehearsal.service.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A soak from the first trade to the report. One thread; every wait has a limit. */
final class Soak {
  private static final Duration BEGIN_WITHIN = Duration.ofMinutes(1);
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);

  /** A dead line is detected after 15 s, and what it missed after that. */
  private static final double STAYS_HEALTHY_SECONDS = 20;

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final Duration HEALTHY_WITHIN_IF_INTERRUPTED = Duration.ofSeconds(30);
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(30);
  private static final long STEP_NANOS = 2_000_000;
  private static final double LEAST_BETWEEN_VITALS_SECONDS = 2;
  private static final double MOST_BETWEEN_VITALS_SECONDS = 60;
  private static final double VITALS_A_RUN = 60;

  /** The newest tick of a venue that delivers is not older. */
  private static final double FLOWING_SECONDS = 1;

  private final SoakOptions options;
  private final long seed;
  private final SoakVenues venues;
  private final SoakStores stores;
  private final ServiceProcess service;
  private final Clock clock;
  private final Progress progress;
  private final BooleanSupplier interrupted;
  private final Audit audit;
  private final LeakDetector leaks = new LeakDetector();
  private final PriorityQueue<Due> ends = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<String, Integer> faults = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private long beganNanos;
  private Optional<Vitals> latest = Optional.empty();

  /** A fault that is to be ended. */
  private record Due(Duration at, ScheduledFault scheduled) {}

  Soak(
      SoakOptions options,
      long seed,
      SoakVenues venues,
      SoakStores stores,
      ServiceProcess service,
      Clock clock,
      Progress progress,
      BooleanSupplier interrupted) {
    this.options = options;
    this.seed = seed;
    this.venues = venues;
    this.stores = stores;
    this.service = service;
    this.clock = clock;
    this.progress = progress;
    this.interrupted = interrupted;
    this.audit = new Audit(venues.ledgers());
  }

  SoakReport run() throws CannotStart {
    begin();
    Overview before = service.look().orElseThrow(() -> new CannotStart("the service is silent"));
    double endedSeconds;
    double recoverySeconds;
    FreshnessProbe.Result fresh;
    try (FreshnessProbe freshness = FreshnessProbe.of(stores::port, clock);
        Poller _ = audit.follow(stores::read)) {
      beganNanos = clock.nanos();
      injectFaults(freshness);
      endedSeconds = seconds();
      endAllFaults();
      recoverySeconds = recover() - endedSeconds;
      fresh = freshness.result();
    }
    sample();
    double own = service.look().map(after -> ownPercent(before, after)).orElse(0.0);
    drain();
    progress.print("Stopping the service, and counting ...");
    if (service.alive() && !service.stop()) {
      broken.add("the service did not stop in order");
    }
    return new SoakReport(
        seed,
        endedSeconds,
        interrupted.getAsBoolean(),
        venues.trades(),
        faults,
        counted(),
        fresh,
        own,
        leaks,
        recoverySeconds,
        broken);
  }

  private void begin() throws CannotStart {
    if (!venues.subscribed()) {
      throw new CannotStart("the service did not subscribe to every simulated venue");
    }
    venues.live(options.tradesPerSecond());
    if (!within(BEGIN_WITHIN, () -> trouble().isEmpty())) {
      throw new CannotStart("the service did not begin: " + trouble().orElse("it was too late"));
    }
  }

  private void injectFaults(FreshnessProbe freshness) throws CannotStart {
    FaultPlan plan = new FaultPlan(seed, venues.planned(), options.time());
    Optional<ScheduledFault> next = Optional.of(plan.next());
    Duration late = Duration.ZERO;
    double nextSample = 0;
    double sampleEvery =
        Math.clamp(
            options.time().toSeconds() / VITALS_A_RUN,
            LEAST_BETWEEN_VITALS_SECONDS,
            MOST_BETWEEN_VITALS_SECONDS);
    while (seconds() < options.time().toSeconds() && !interrupted.getAsBoolean()) {
      if (!service.alive()) {
        broken.add("the service died");
        return;
      }
      endFaults(elapsed());
      if (next.isPresent()
          && next.get().at().plus(late).compareTo(elapsed()) <= 0
          && !overlaps(next.get())
          && !leavesNoVenue(next.get())) {
        // A late fault delays all later ones, so that the pauses between them stay.
        late = elapsed().minus(next.get().at());
        inject(next.get());
        next = plan.hasNext() ? Optional.of(plan.next()) : Optional.empty();
      }
      if (seconds() >= nextSample) {
        sample();
        nextSample = seconds() + sampleEvery;
      }
      if (progress.due(seconds())) {
        progress.state(seconds(), state(freshness.result()));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** True while a fault of the same kind lasts, such as a store that is still starting. */
  private boolean overlaps(ScheduledFault next) {
    return ends.stream().anyMatch(due -> due.scheduled().getClass().equals(next.getClass()));
  }

  /**
   * True if no other venue delivers. The effects of a fault may last: a line waits up to 10 s for
   * an answer that was lost. Until another venue delivers, this one gets no fault.
   */
  private boolean leavesNoVenue(ScheduledFault next) {
    return next instanceof ScheduledFault.OnVenue onVenue
        && service.look().stream()
            .flatMap(seen -> seen.venues().stream())
            .noneMatch(venue -> !venue.name().equals(onVenue.venue()) && isFlowing(venue));
  }

  private static boolean isFlowing(Overview.Venue venue) {
    return venue.tickAgeSeconds().filter(seconds -> seconds <= FLOWING_SECONDS).isPresent();
  }

  private void inject(ScheduledFault scheduled) throws CannotStart {
    progress.fault(seconds(), scheduled);
    faults.merge(scheduled.fault().word(), 1, Integer::sum);
    switch (scheduled) {
      case ScheduledFault.OnStore store -> stores.begin(store);
      case ScheduledFault.OnVenue venue -> venues.begin(venue);
    }
    ends.add(new Due(elapsed().plus(scheduled.lasts()), scheduled));
  }

  private void endFaults(Duration until) throws CannotStart {
    while (!ends.isEmpty() && ends.element().at().compareTo(until) <= 0) {
      switch (ends.remove().scheduled()) {
        case ScheduledFault.OnStore store -> stores.end(store);
        case ScheduledFault.OnVenue venue when venue.fault().lasts() -> venues.end(venue);
        case ScheduledFault.OnVenue _ -> {}
      }
    }
  }

  /** Ends every fault. */
  private void endAllFaults() throws CannotStart {
    endFaults(Duration.ofDays(365));
    stores.healAll();
  }

  /** Waits until all is healthy; returns since which second it is. */
  private double recover() {
    progress.print("No more faults; waiting until all is healthy and stays so ...");
    Duration limit = interrupted.getAsBoolean() ? HEALTHY_WITHIN_IF_INTERRUPTED : HEALTHY_WITHIN;
    double healthyBy = seconds() + limit.toSeconds();
    double since = seconds();
    while (seconds() - since < STAYS_HEALTHY_SECONDS) {
      Optional<String> trouble = trouble();
      if (trouble.isPresent()) {
        since = seconds();
        if (since > healthyBy || !service.alive()) {
          broken.add("it did not recover: " + trouble.get());
          return since;
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return since;
  }

  private void drain() {
    venues.live(0);
    boolean drained =
        within(
            DRAINED_WITHIN,
            () ->
                service
                    .look()
                    .filter(seen -> seen.stores().stream().allMatch(store -> store.lagTicks() == 0))
                    .isPresent());
    if (!drained) {
      broken.add("the stores did not get everything in time");
    }
  }

  private Audit.Result counted() {
    try (StoreReader primary = stores.read(StoreName.PRIMARY);
        StoreReader failover = stores.read(StoreName.FAILOVER)) {
      return audit.finish(primary, failover);
    }
  }

  /** What is not healthy yet; empty if all is. */
  private Optional<String> trouble() {
    return service.look().map(Soak::troubleIn).orElse(Optional.of("it does not answer"));
  }

  private static Optional<String> troubleIn(Overview seen) {
    for (Overview.Store store : seen.stores()) {
      boolean first = store.name().equals(StoreName.PRIMARY.text());
      if (!store.state().equals("live") || store.active() != first) {
        return Optional.of(
            "the %s store is %s, %s".formatted(store.name(), store.state(), store.detail()));
      }
    }
    for (Overview.Venue venue : seen.venues()) {
      if (venue.gapsOpen() > 0 || !isFlowing(venue)) {
        return Optional.of(
            "%s: %s, %s, %d gaps open"
                .formatted(venue.name(), venue.transport(), venue.data(), venue.gapsOpen()));
      }
    }
    return Optional.empty();
  }

  private void sample() {
    latest = service.vitals(clock);
    latest.ifPresent(vitals -> leaks.add(seconds(), vitals));
  }

  private String state(FreshnessProbe.Result fresh) {
    return String.format(
        Locale.ROOT,
        "%,d trades, %d faults, fresh %.3f %%%s",
        venues.trades(),
        faults.values().stream().mapToInt(Integer::intValue).sum(),
        fresh.percent(),
        latest
            .map(
                vitals ->
                    String.format(
                        Locale.ROOT,
                        ", live heap %.0f MiB, %d threads, %d files",
                        vitals.heapBytes() / 1_048_576.0,
                        vitals.threads(),
                        vitals.descriptors()))
            .orElse(""));
  }

  /** The share of time with a fresh price, by the service's own count, in percent. */
  private static double ownPercent(Overview before, Overview after) {
    double watched = after.uptimeSeconds() - before.uptimeSeconds();
    double lost = lostSeconds(after) - lostSeconds(before);
    return watched <= 0 ? 0 : 100 * (1 - Math.max(0, lost) / watched);
  }

  private static double lostSeconds(Overview seen) {
    return seen.budgets().stream()
        .findFirst()
        .map(budget -> seen.uptimeSeconds() * (1 - budget.percent() / 100))
        .orElse(0.0);
  }

  private boolean within(Duration limit, BooleanSupplier condition) {
    long deadline = clock.nanos() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (clock.nanos() > deadline || !service.alive()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  private Duration elapsed() {
    return Duration.ofNanos(clock.nanos() - beganNanos);
  }

  private double seconds() {
    return elapsed().toMillis() / 1_000.0;
  }
}
