package btcfeed.application.observe;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.NewestTick;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.Sender;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.health.Outages;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Assembles the snapshot from the parts of the feed. */
public final class Observer implements ObserveFeed {
  private final List<ConnectionManager> lines;
  private final Ingest ingest;
  private final JournalPort journal;
  private final List<Sender> senders;
  private final ActiveStoreManager active;
  private final Duration staleAfter;
  private final FeedSnapshot.Setup setup;
  private final Supplier<Map<Measure.Stage, FeedSnapshot.Latency>> latencies;
  private final Clock clock;
  private final long startedNanos;
  private volatile boolean draining;
  private volatile Supplier<List<Outages.Spent>> spent = List::of;
  private volatile Supplier<List<ReferencePrices.IndexUpdate>> index = List::of;
  private volatile Supplier<LatencyHistograms> spread = () -> LatencyHistograms.NONE;
  private final List<Supplier<List<WorkerReport>>> workers = new CopyOnWriteArrayList<>();

  public Observer(
      List<ConnectionManager> lines,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreManager active,
      Duration staleAfter,
      FeedSnapshot.Setup setup,
      Supplier<Map<Measure.Stage, FeedSnapshot.Latency>> latencies,
      Clock clock) {
    this.lines = List.copyOf(lines);
    this.ingest = ingest;
    this.journal = journal;
    this.senders = List.copyOf(senders);
    this.active = active;
    this.staleAfter = staleAfter;
    this.setup = setup;
    this.latencies = latencies;
    this.clock = clock;
    this.startedNanos = clock.nanos();
  }

  /** Sets the source of the error budget. */
  public void budget(Supplier<List<Outages.Spent>> source) {
    spent = source;
  }

  /** Sets the source of the reference prices. */
  public void index(Supplier<List<ReferencePrices.IndexUpdate>> source) {
    index = source;
  }

  /** Sets the source of the histograms. */
  public void spread(Supplier<LatencyHistograms> source) {
    spread = source;
  }

  /** Adds threads whose state is reported. */
  public void workers(Supplier<List<WorkerReport>> more) {
    workers.add(more);
  }

  /** True while the active store has a fresh price. Any thread. */
  public boolean fresh() {
    List<StoreReport> stores = senders.stream().map(Sender::report).toList();
    return priceAge(stores, active.active(), clock.nanos())
        .filter(age -> age.compareTo(staleAfter) <= 0)
        .isPresent();
  }

  /** From now on the snapshot shows that the feed stops. */
  public void draining() {
    draining = true;
  }

  @Override
  public FeedSnapshot snapshot() {
    long now = clock.nanos();
    List<StoreReport> stores = senders.stream().map(Sender::report).toList();
    List<VenueReport> venues = venues(now);
    ActiveStore where = active.active();
    FeedFacts facts =
        new FeedFacts(
            priceAge(stores, where, now),
            staleAfter,
            venues,
            stores,
            where,
            journal.status(),
            draining,
            workers.stream().flatMap(some -> some.get().stream()).toList());
    return new FeedSnapshot(
        FeedHealth.judge(facts),
        facts,
        ingest.newest().map(NewestTick::tick),
        lastTrades(now),
        index.get(),
        Duration.ofNanos(now - startedNanos),
        ingested(venues),
        active.history(),
        spent.get(),
        latencies.get(),
        spread.get(),
        setup);
  }

  private List<FeedSnapshot.LastTrade> lastTrades(long now) {
    return ingest.newestByMarket().stream()
        .map(newest -> new FeedSnapshot.LastTrade(newest.tick(), age(newest.receivedNanos(), now)))
        .toList();
  }

  private Optional<Duration> priceAge(List<StoreReport> stores, ActiveStore where, long now) {
    return stores.stream()
        .filter(store -> store.name() == where.store())
        .findFirst()
        .flatMap(StoreReport::newestTickNanos)
        .map(at -> age(at, now));
  }

  /**
   * The age of a receipt. For a receipt before the start only the wall clock is known, which may
   * have been set back, so its age is never fresh.
   */
  private Duration age(long receivedNanos, long now) {
    Duration age = Duration.ofNanos(Math.max(0, now - receivedNanos));
    boolean beforeStart = receivedNanos - startedNanos < 0;
    return beforeStart && age.compareTo(staleAfter) <= 0 ? staleAfter.plusMillis(1) : age;
  }

  private FeedSnapshot.Ingested ingested(List<VenueReport> venues) {
    return new FeedSnapshot.Ingested(
        venues.stream().mapToLong(VenueReport::messages).sum(),
        venues.stream().mapToLong(VenueReport::trades).sum(),
        venues.stream().mapToLong(VenueReport::ticks).sum(),
        venues.stream().mapToLong(VenueReport::duplicates).sum(),
        ingest.queued(),
        Ingest.QUEUE_LIMIT);
  }

  private List<VenueReport> venues(long now) {
    Map<Venue, List<ConnectionManager>> byVenue =
        lines.stream().collect(Collectors.groupingBy(line -> line.stats().venue()));
    return byVenue.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> report(entry.getValue(), now))
        .toList();
  }

  private static VenueReport report(List<ConnectionManager> lines, long now) {
    return lines
        .getFirst()
        .stats()
        .report(
            best(lines),
            lines.stream().map(ConnectionManager::refusal).flatMap(Optional::stream).findFirst(),
            lines.stream().map(ConnectionManager::report).toList(),
            now);
  }

  private static LineState best(List<ConnectionManager> lines) {
    return lines.stream()
        .map(ConnectionManager::state)
        .max(Comparator.comparingInt(Observer::rank))
        .orElseThrow();
  }

  private static int rank(LineState state) {
    return switch (state) {
      case LineState.Waiting _ -> 0;
      case LineState.Opening _ -> 1;
      case LineState.Subscribing _ -> 2;
      case LineState.Streaming _ -> 3;
    };
  }
}
