package btcfeed.application.observe;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.NewestTick;
import btcfeed.application.lead.LeadershipReport;
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
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Assembles the snapshot from the parts of the feed. */
public final class Observer implements ObserveFeed {
  private final List<ConnectionManager> lines;
  private final Ingest ingest;
  private final JournalPort journal;
  private final List<Sender> senders;
  private final ActiveStoreManager active;
  private final PriceFreshness freshness;
  private final FeedSnapshot.Setup setup;
  private final Sources sources;
  private final Clock clock;
  private volatile boolean draining;

  /** What parts outside of ingest and replication report. Each is called by any thread. */
  public record Sources(
      Supplier<Map<Measure.Stage, FeedSnapshot.Latency>> latencies,
      Supplier<LatencyHistograms> histograms,
      Supplier<List<Outages.Spent>> budget,
      Supplier<List<ReferencePrices.IndexUpdate>> index,
      Supplier<List<WorkerReport>> workers,
      Supplier<LeadershipReport> leadership,
      Supplier<List<SinkReport>> sinks) {
    /** No part reports anything. */
    public static final Sources NONE =
        new Sources(
            Map::of,
            () -> LatencyHistograms.NONE,
            List::of,
            List::of,
            List::of,
            () -> LeadershipReport.NONE,
            List::of);
  }

  public Observer(
      List<ConnectionManager> lines,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreManager active,
      PriceFreshness freshness,
      FeedSnapshot.Setup setup,
      Sources sources,
      Clock clock) {
    this.lines = List.copyOf(lines);
    this.ingest = ingest;
    this.journal = journal;
    this.senders = List.copyOf(senders);
    this.active = active;
    this.freshness = freshness;
    this.setup = setup;
    this.sources = sources;
    this.clock = clock;
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
            freshness.priceAge(stores, where, now),
            freshness.staleAfter(),
            venues,
            stores,
            where,
            journal.status(),
            draining,
            sources.workers().get(),
            sources.sinks().get());
    return new FeedSnapshot(
        FeedHealth.judge(facts),
        facts,
        ingest.newest().map(NewestTick::tick),
        lastTrades(now),
        sources.index().get(),
        freshness.uptime(now),
        ingested(venues),
        active.history(),
        sources.budget().get(),
        sources.latencies().get(),
        sources.histograms().get(),
        sources.leadership().get(),
        setup);
  }

  private List<FeedSnapshot.LastTrade> lastTrades(long now) {
    return ingest.newestByMarket().stream()
        .map(
            newest ->
                new FeedSnapshot.LastTrade(
                    newest.tick(), freshness.age(newest.receivedNanos(), now)))
        .toList();
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
