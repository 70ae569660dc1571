package btcfeed.bootstrap.soak;

import btcfeed.bootstrap.cli.SoakOrder;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.http.client.Overview;
import btcfeed.redis.StoreReader;
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

/** A soak from the first trade to the last word. One thread; every wait has a limit. */
final class Soak {
  private static final Duration BEGIN_WITHIN = Duration.ofMinutes(1);
  private static final Duration WELL_WITHIN = Duration.ofMinutes(2);

  /** A line on which nothing answers any more is found out after 15 s, and what it hid then. */
  private static final double STAYS_WELL_SECONDS = 20;

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final Duration WELL_WITHIN_IF_INTERRUPTED = Duration.ofSeconds(30);
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(30);
  private static final long STEP_NANOS = 2_000_000;
  private static final double LEAST_BETWEEN_VITALS_SECONDS = 2;
  private static final double MOST_BETWEEN_VITALS_SECONDS = 60;
  private static final double VITALS_A_RUN = 60;

  /** A venue that trades so often has none older than that. */
  private static final double FLOWING_SECONDS = 1;

  private final SoakOrder order;
  private final long seed;
  private final SoakVenues venues;
  private final SoakStores stores;
  private final ServiceProcess service;
  private final Clock clock;
  private final Progress progress;
  private final BooleanSupplier interrupted;
  private final Audit audit;
  private final LeakDetector flatness = new LeakDetector();
  private final PriorityQueue<Due> ends = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<String, Integer> faults = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private long beganNanos;
  private Optional<Vitals> latest = Optional.empty();

  /** A fault that is to be taken back. */
  private record Due(Duration at, ScheduledFault strike) {}

  Soak(
      SoakOrder order,
      long seed,
      SoakVenues venues,
      SoakStores stores,
      ServiceProcess service,
      Clock clock,
      Progress progress,
      BooleanSupplier interrupted) {
    this.order = order;
    this.seed = seed;
    this.venues = venues;
    this.stores = stores;
    this.service = service;
    this.clock = clock;
    this.progress = progress;
    this.interrupted = interrupted;
    this.audit = new Audit(venues.ledgers());
  }

  SoakReport run() throws CannotSoak {
    begin();
    Overview before = service.look().orElseThrow(() -> new CannotSoak("the service is silent"));
    double endedSeconds;
    double recoverySeconds;
    FreshnessProbe.Result fresh;
    try (FreshnessProbe freshness = FreshnessProbe.of(stores::port, clock);
        StoreTailReader _ = new StoreTailReader(audit, stores::read)) {
      beganNanos = clock.nanos();
      strike(freshness);
      endedSeconds = seconds();
      calm();
      recoverySeconds = recover() - endedSeconds;
      fresh = freshness.result();
    }
    look();
    double own = service.look().map(after -> ownPercent(before, after)).orElse(0.0);
    drain();
    progress.say("Stopping the service, and counting ...");
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
        flatness,
        recoverySeconds,
        broken);
  }

  private void begin() throws CannotSoak {
    if (!venues.subscribed()) {
      throw new CannotSoak("the service did not subscribe to every simulated venue");
    }
    venues.live(order.tradesPerSecond());
    if (!within(BEGIN_WITHIN, () -> well().isEmpty())) {
      throw new CannotSoak("the service did not begin: " + well().orElse("it was too late"));
    }
  }

  private void strike(FreshnessProbe freshness) throws CannotSoak {
    FaultPlan plan = new FaultPlan(seed, venues.planned(), order.time());
    Optional<ScheduledFault> next = Optional.of(plan.next());
    Duration late = Duration.ZERO;
    double nextLook = 0;
    double lookEvery =
        Math.clamp(
            order.time().toSeconds() / VITALS_A_RUN,
            LEAST_BETWEEN_VITALS_SECONDS,
            MOST_BETWEEN_VITALS_SECONDS);
    while (seconds() < order.time().toSeconds() && !interrupted.getAsBoolean()) {
      if (!service.alive()) {
        broken.add("the service died");
        return;
      }
      takeBack(elapsed());
      if (next.isPresent()
          && next.get().at().plus(late).compareTo(elapsed()) <= 0
          && !isInTrouble(next.get())
          && !leavesNobody(next.get())) {
        // What comes late makes all after it as late: troubles that are to be apart stay apart.
        late = elapsed().minus(next.get().at());
        strike(next.get());
        next = plan.hasNext() ? Optional.of(plan.next()) : Optional.empty();
      }
      if (seconds() >= nextLook) {
        look();
        nextLook = seconds() + lookEvery;
      }
      if (progress.due(seconds())) {
        progress.standing(seconds(), standing(freshness.result()));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Starting a store takes as long as it takes; only then may the other one be struck. */
  private boolean isInTrouble(ScheduledFault next) {
    return ends.stream().anyMatch(due -> due.strike().getClass().equals(next.getClass()));
  }

  /**
   * A fault that is over may still be felt: a line waits up to 10 s for an answer that was
   * swallowed. Until some other venue is heard, this one is left alone.
   */
  private boolean leavesNobody(ScheduledFault next) {
    return next instanceof ScheduledFault.OnVenue strike
        && service.look().stream()
            .flatMap(seen -> seen.venues().stream())
            .noneMatch(venue -> !venue.name().equals(strike.venue()) && isFlowing(venue));
  }

  private static boolean isFlowing(Overview.Venue venue) {
    return venue.tickAgeSeconds().filter(seconds -> seconds <= FLOWING_SECONDS).isPresent();
  }

  private void strike(ScheduledFault strike) throws CannotSoak {
    progress.fault(seconds(), strike);
    faults.merge(strike.word(), 1, Integer::sum);
    switch (strike) {
      case ScheduledFault.OnStore store -> stores.begin(store);
      case ScheduledFault.OnVenue venue -> venues.begin(venue);
    }
    ends.add(new Due(elapsed().plus(strike.lasts()), strike));
  }

  private void takeBack(Duration until) throws CannotSoak {
    while (!ends.isEmpty() && ends.element().at().compareTo(until) <= 0) {
      switch (ends.remove().strike()) {
        case ScheduledFault.OnStore store -> stores.end(store);
        case ScheduledFault.OnVenue venue when venue.fault().lasts() -> venues.end(venue);
        case ScheduledFault.OnVenue _ -> {}
      }
    }
  }

  /** Everything is taken back. */
  private void calm() throws CannotSoak {
    takeBack(Duration.ofDays(365));
    stores.calm();
  }

  /** The second since which all is well. */
  private double recover() {
    progress.say("No more faults; waiting until all is well again, and stays so ...");
    Duration limit = interrupted.getAsBoolean() ? WELL_WITHIN_IF_INTERRUPTED : WELL_WITHIN;
    double wellBy = seconds() + limit.toSeconds();
    double since = seconds();
    while (seconds() - since < STAYS_WELL_SECONDS) {
      Optional<String> unwell = well();
      if (unwell.isPresent()) {
        since = seconds();
        if (since > wellBy || !service.alive()) {
          broken.add("it did not recover: " + unwell.get());
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

  /** What is not well yet; empty if all is. */
  private Optional<String> well() {
    return service.look().map(Soak::unwell).orElse(Optional.of("it does not answer"));
  }

  private static Optional<String> unwell(Overview seen) {
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

  private void look() {
    latest = service.vitals(clock);
    latest.ifPresent(vitals -> flatness.add(seconds(), vitals));
  }

  private String standing(FreshnessProbe.Result fresh) {
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

  /** By what it says it has lost since it was put up, of the time since then. */
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
