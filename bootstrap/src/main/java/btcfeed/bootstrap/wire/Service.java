package btcfeed.bootstrap.wire;

import btcfeed.application.Feed;
import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.Reconnects;
import btcfeed.application.extend.Availability;
import btcfeed.application.extend.Candles;
import btcfeed.application.extend.DailyRange;
import btcfeed.application.extend.Extension;
import btcfeed.application.extend.Extensions;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.LatencyHistograms;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.observe.Observer;
import btcfeed.application.read.JournalPages;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.application.read.StoredCandles;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.Sender;
import btcfeed.application.replicate.SenderOptions;
import btcfeed.application.replicate.StoreImport;
import btcfeed.bootstrap.cli.Build;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.http.FeedHttp;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.http.server.HttpOptions;
import btcfeed.journal.FileJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The whole service, put together from a configuration: every part by hand, in one place. */
public final class Service implements AutoCloseable {
  /** Ticks beyond what a stream holds, so that an emptied store can always be filled again. */
  private static final double JOURNAL_MARGIN = 1.1;

  private final CloseStack started;
  private final FeedHttp http;
  private final Ingest ingest;
  private final List<Sender> senders;
  private final ActiveStoreManager active;

  private Service(
      CloseStack started,
      FeedHttp http,
      Ingest ingest,
      List<Sender> senders,
      ActiveStoreManager active) {
    this.started = started;
    this.http = http;
    this.ingest = ingest;
    this.senders = senders;
    this.active = active;
  }

  /**
   * Starts everything. When a step fails, what was started before it is closed.
   *
   * @param journal open, and closed with the service from here on, also when starting fails
   */
  static Service start(
      FeedConfig config, FileJournal journal, List<Replica> replicas, Clock clock, FeedLog log)
      throws CannotStart {
    return start(
        config,
        MarketDataSource.live(Network.connector(config, clock)),
        journal,
        replicas,
        clock,
        log);
  }

  /** The same, with trades from somewhere else. */
  static Service start(
      FeedConfig config,
      MarketDataSource origins,
      FileJournal journal,
      List<Replica> replicas,
      Clock clock,
      FeedLog log)
      throws CannotStart {
    CloseStack started = closeStack(log);
    started.push(journal);
    boolean up = false;
    try {
      Service service = assemble(config, origins, journal, replicas, clock, log, started);
      up = true;
      return service;
    } finally {
      if (!up) {
        started.close();
      }
    }
  }

  private static Service assemble(
      FeedConfig config,
      MarketDataSource origins,
      FileJournal journal,
      List<Replica> replicas,
      Clock clock,
      FeedLog log,
      CloseStack started)
      throws CannotStart {
    LatencyRecorder latencies = new LatencyRecorder(clock);
    ArrivalLatency arrivals = new ArrivalLatency(latencies, clock);
    Map<Venue, VenueStats> stats = new HashMap<>();
    Ingest ingest =
        new Ingest(
            journal,
            clock,
            log,
            latencies,
            venue -> stats.computeIfAbsent(venue, VenueStats::new),
            venue -> Venues.continuity(venue.name()));
    List<ConnectionManager> keepers =
        ConnectionManagers.of(
            config,
            arrivals.over(origins.lines(config, clock)),
            ingest,
            venue -> stats.computeIfAbsent(venue, VenueStats::new),
            clock,
            log);
    WriterLease lease =
        new WriterLease(
            journal.nextEpoch(clock.wallUs() / 1_000), journal.instance(), clock.wallUs());
    List<Sender> senders =
        replicas.stream()
            .map(
                replica ->
                    new Sender(
                        replica,
                        lease,
                        SenderOptions.DEFAULT.withLongestRetry(config.stores().longestRetry()),
                        journal,
                        ingest,
                        clock,
                        log,
                        latencies,
                        () -> ThreadLocalRandom.current().nextDouble()))
            .toList();
    // Until there is a feed, which closes them in its own order.
    CloseStack parts = closeStack(log);
    started.push(parts);
    senders.forEach(sender -> parts.push(sender::close));
    ActiveStoreManager active =
        new ActiveStoreManager(
            sender(senders, StoreName.PRIMARY),
            sender(senders, StoreName.FAILOVER),
            config.stores().failbackGrace(),
            clock,
            log);
    Build build = Build.current();
    Observer observer =
        new Observer(
            keepers,
            ingest,
            journal,
            senders,
            active,
            config.staleAfter(),
            new FeedSnapshot.Setup(
                build.version(),
                build.commit(),
                lease.instance(),
                lease.epoch(),
                senders.size() > 1,
                config.stores().streamMaxLength(),
                config.stores().historyLength()),
            latencies::latest,
            clock);
    observer.spread(() -> new LatencyHistograms(latencies.counts(), arrivals.byLine()));
    JournalRetention retention =
        new JournalRetention(
            journal, senders, (long) (config.stores().streamMaxLength() * JOURNAL_MARGIN), log);
    ReadStores reads = new FailoverReads(replicas, () -> active.active().store());
    FeedHttp http =
        listen(
            config,
            observer,
            new JournalPages(journal),
            new StoredCandles(reads),
            config
                .http()
                .adminToken()
                .map(
                    token ->
                        new AdminAccess(
                            new AdminToken(token.reveal()),
                            active.orders(),
                            new Reconnects(keepers))),
            clock);
    started.push(http);
    LostRecords.readBack(
        new StoreImport(journal, ingest, replicas, journal.instance(), log, LostRecords::together),
        journal,
        clock,
        log);
    Feed feed =
        new Feed(
            keepers,
            backfills(
                config,
                origins,
                it -> stats.computeIfAbsent(it, VenueStats::new),
                ingest,
                clock,
                log,
                parts),
            ingest,
            journal,
            senders,
            active,
            retention,
            observer,
            log);
    parts.handOver();
    started.push(feed);
    feed.start();
    FeedAccess access = new FeedAccess(ingest.mutations(), reads, journal::readAfter, clock);
    Availability availability = new Availability(observer::fresh);
    observer.budget(availability::spent);
    SharedTrades shared = SharedTrades.of(config.venues().exchanges(), Venues::exchange);
    ReferencePrices index = new ReferencePrices(shared);
    observer.index(index::latest);
    List<Extension> ride = List.of(new DailyRange(), new Candles(shared), index, availability);
    Extensions extensions = Extensions.start(ride, access, log);
    started.push(extensions);
    observer.workers(extensions::reports);
    return new Service(started, http, ingest, senders, active);
  }

  private static List<Backfill> backfills(
      FeedConfig config,
      MarketDataSource origins,
      Function<Venue, VenueStats> stats,
      Ingest ingest,
      Clock clock,
      FeedLog log,
      CloseStack parts) {
    List<Backfill> backfills = new ArrayList<>();
    for (Venue venue : config.venues().exchanges()) {
      HistoryPort history = origins.history(config.venues(), venue);
      parts.push(history);
      backfills.add(new Backfill(stats.apply(venue), history, ingest, clock, log));
    }
    return backfills;
  }

  private static FeedHttp listen(
      FeedConfig config,
      ObserveFeed observer,
      ReadRecords records,
      ReadCandles candles,
      Optional<AdminAccess> admin,
      Clock clock)
      throws CannotStart {
    HttpOptions options =
        HttpOptions.of(config.http().host(), config.http().port())
            .withStreamReaders(config.http().streamReaders())
            .withCorsOrigins(config.http().corsOrigins())
            .withHosts(config.http().hosts());
    return switch (FeedHttp.start(options, observer, records, candles, admin, clock)) {
      case FeedHttp.Started.Running(FeedHttp http) -> {
        http.warmUp();
        yield http;
      }
      case FeedHttp.Started.Failed(String detail) -> throw new CannotStart(detail);
    };
  }

  /** The sender of a store that is configured. */
  Sender sender(StoreName name) {
    return sender(senders, name).orElseThrow();
  }

  /** True once everything that came is in the journal and in every store that takes it. */
  boolean settled() {
    return ingest.idle()
        && senders.stream()
            .allMatch(sender -> sender.state() instanceof StoreState.Live && sender.idle());
  }

  /** Where readers should look now. */
  StoreName activeStore() {
    return active.active().store();
  }

  private static Optional<Sender> sender(List<Sender> senders, StoreName name) {
    return senders.stream().filter(sender -> sender.name() == name).findFirst();
  }

  /** The port the HTTP side listens on. */
  public int httpPort() {
    return http.port();
  }

  /**
   * Stops: the HTTP side last, so that readiness is seen to fail while the rest drains. Within ten
   * seconds.
   */
  @Override
  public void close() {
    started.close();
  }

  private static CloseStack closeStack(FeedLog log) {
    return new CloseStack(
        failed -> log.report(new FeedLog.FeedEvent.Bug("stopping", failed.toString())));
  }
}
