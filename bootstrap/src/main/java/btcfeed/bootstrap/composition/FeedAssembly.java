package btcfeed.bootstrap.composition;

import btcfeed.application.Feed;
import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.Reconnects;
import btcfeed.application.extend.Availability;
import btcfeed.application.extend.Candles;
import btcfeed.application.extend.DailyRange;
import btcfeed.application.extend.Extension;
import btcfeed.application.extend.ExtensionsOfRole;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.LatencyHistograms;
import btcfeed.application.observe.Observer;
import btcfeed.application.read.JournalPages;
import btcfeed.application.read.StoredCandles;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.StoreImport;
import btcfeed.application.sink.SinkSender;
import btcfeed.application.work.CloseStack;
import btcfeed.application.work.ReportedWorkers;
import btcfeed.application.work.Worker;
import btcfeed.application.work.Workers;
import btcfeed.application.work.Workers.ThreadKind;
import btcfeed.bootstrap.cli.Build;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.time.Clock;
import btcfeed.http.FeedHttp;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.http.server.HttpOptions;
import btcfeed.journal.FileJournal;
import btcfeed.metrics.ArrivalLatency;
import btcfeed.metrics.LatencyRecorder;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Composes one service from a configuration: ingest, replication, HTTP and read models, in this
 * order. The parts are made here by hand, each in one place.
 */
final class FeedAssembly {
  /** Ticks beyond the length of a stream, so that the journal can always fill an empty store. */
  private static final double JOURNAL_MARGIN = 1.1;

  private final FeedConfig config;
  private final MarketDataSource source;
  private final FileJournal journal;
  private final StoreFactory stores;
  private final Clock clock;
  private final FeedLog log;
  private final ReportedWorkers workers;
  private volatile String address = "";
  private final Map<Venue, VenueStats> stats = new HashMap<>();

  private FeedAssembly(
      FeedConfig config,
      MarketDataSource source,
      FileJournal journal,
      StoreFactory stores,
      Clock clock,
      FeedLog log) {
    this.config = config;
    this.source = source;
    this.journal = journal;
    this.stores = stores;
    this.clock = clock;
    this.log = log;
    this.workers =
        new ReportedWorkers(
            Workers.threads(
                (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString()))));
  }

  private record Ingestion(
      Ingest ingest,
      List<ConnectionManager> managers,
      LatencyRecorder latencies,
      ArrivalLatency arrivals) {}

  private record ReadModels(
      ReferencePrices index, Availability availability, List<Extension> all) {}

  /**
   * Starts everything. When a step fails, what was started before it is closed.
   *
   * @param journal open; closed with the service, also when the start fails
   * @param stores the same
   */
  static RunningFeed start(
      FeedConfig config,
      MarketDataSource source,
      FileJournal journal,
      StoreFactory stores,
      Clock clock,
      FeedLog log)
      throws CannotStart {
    try (CloseStack opened = closeStack(log)) {
      opened.push(stores);
      opened.push(journal);
      return new FeedAssembly(config, source, journal, stores, clock, log).start(opened);
    }
  }

  /** The same with the live venues, and the journal and the stores of the configuration. */
  static RunningFeed start(FeedConfig config, MarketDataSource source, Clock clock, FeedLog log)
      throws CannotStart {
    try (CloseStack opened = closeStack(log)) {
      FileJournal journal = opened.push(RunVerb.journal(config));
      StoreFactory stores = opened.push(StoreFactory.open(config, clock));
      CloseStack _ = opened.handOver();
      return start(config, source, journal, stores, clock, log);
    }
  }

  private RunningFeed start(CloseStack opened) throws CannotStart {
    // Closes the parts of a feed that is not made yet. The feed closes them in its own order.
    CloseStack parts = opened.push(closeStack(log));
    Ingestion ingestion = ingestion();
    Replication replication = replication(ingestion, parts);
    ReadModels models = readModels(replication);
    List<SinkSender> sinks = SinkAssembly.senders(config, journal, replication, clock, log);
    sinks.forEach(sink -> parts.push(sink::close));
    Observer observer = observer(ingestion, replication, sinks, models);
    FeedHttp http = opened.push(http(observer, ingestion, replication));
    address = LocalHost.name() + ":" + http.port();
    readBack(ingestion);
    Feed feed = feed(ingestion, replication, sinks, observer, parts);
    CloseStack _ = parts.handOver();
    opened.push(feed);
    feed.start();
    opened.push(extensions(models, ingestion, replication));
    return new RunningFeed(
        opened.handOver(),
        http.port(),
        ingestion.ingest(),
        replication.senders(),
        replication.active(),
        replication.leadership()::role);
  }

  /** From the venues into the journal. */
  private Ingestion ingestion() throws CannotStart {
    LatencyRecorder latencies = new LatencyRecorder(clock);
    ArrivalLatency arrivals = new ArrivalLatency(latencies, clock);
    Ingest ingest =
        new Ingest(
            journal,
            clock,
            log,
            latencies,
            this::stats,
            venue -> source.venues().continuity(venue.name()));
    List<ConnectionManager> managers =
        ConnectionManagers.of(
            config,
            source.venues(),
            arrivals.over(source.lines()),
            ingest,
            this::stats,
            clock,
            log);
    return new Ingestion(ingest, managers, latencies, arrivals);
  }

  /** From the journal into the stores, if this instance leads. */
  private Replication replication(Ingestion ingestion, CloseStack parts) {
    return new ReplicationAssembly(
            config,
            journal,
            stores,
            ingestion.ingest(),
            ingestion.latencies(),
            clock,
            log,
            Build.current().version())
        .assemble(() -> address, parts);
  }

  private List<Replica> replicas() {
    return stores.stores().stream().map(StoreFactory.OpenedStore::replica).toList();
  }

  private Observer observer(
      Ingestion ingestion, Replication replication, List<SinkSender> sinks, ReadModels models) {
    Build build = Build.current();
    return new Observer(
        ingestion.managers(),
        ingestion.ingest(),
        journal,
        replication.senders(),
        replication.active(),
        replication.freshness(),
        new FeedSnapshot.Setup(
            build.version(),
            build.commit(),
            journal.instance(),
            replication.senders().size() > 1,
            config.stores().streamMaxLength(),
            config.stores().historyLength()),
        new Observer.Sources(
            ingestion.latencies()::latest,
            () ->
                new LatencyHistograms(
                    ingestion.latencies().counts(), ingestion.arrivals().byLine()),
            models.availability()::spent,
            models.index()::latest,
            workers::reports,
            replication.leadership()::report,
            () -> sinks.stream().map(SinkSender::report).toList()),
        clock);
  }

  /** Health, metrics and the API. It listens before the first trade, so that a start is visible. */
  private FeedHttp http(Observer observer, Ingestion ingestion, Replication replication)
      throws CannotStart {
    HttpOptions options =
        new HttpOptions(
            config.http().host(),
            config.http().port(),
            config.http().streamReaders(),
            config.http().corsOrigins(),
            config.http().hosts());
    Optional<AdminAccess> admin =
        config
            .http()
            .adminToken()
            .map(
                token ->
                    new AdminAccess(
                        new AdminToken(token.reveal()),
                        replication.active().commands(),
                        new Reconnects(ingestion.managers())));
    try {
      FeedHttp http =
          FeedHttp.start(
              options,
              observer,
              new JournalPages(journal),
              new StoredCandles(replication.reads()),
              admin,
              clock);
      http.warmUp();
      return http;
    } catch (BindException e) {
      throw new CannotStart(String.valueOf(e.getMessage()));
    }
  }

  /** Fetches records that the journal lost from the stores. */
  private void readBack(Ingestion ingestion) {
    LostRecords.readBack(
        new StoreImport(
            journal, ingestion.ingest(), replicas(), journal.instance(), log, Parallel::together),
        journal,
        clock,
        log);
  }

  private Feed feed(
      Ingestion ingestion,
      Replication replication,
      List<SinkSender> sinks,
      Observer observer,
      CloseStack parts) {
    List<Backfill> backfills = new ArrayList<>();
    for (Venue venue : config.venues().exchanges()) {
      HistoryPort history = parts.push(source.history(venue));
      backfills.add(new Backfill(stats(venue), history, ingestion.ingest(), clock, log));
    }
    JournalRetention retention =
        new JournalRetention(
            journal,
            replication.senders(),
            sinks,
            (long) (config.stores().streamMaxLength() * JOURNAL_MARGIN),
            log);
    return new Feed(
        ingestion.managers(),
        backfills,
        ingestion.ingest(),
        journal,
        replication.leadership(),
        replication.senders(),
        sinks,
        replication.active(),
        retention,
        observer,
        workers);
  }

  /** What is derived from the ticks: day, candles, reference prices, availability. */
  private ReadModels readModels(Replication replication) {
    SharedTrades shared = SharedTrades.of(config.venues().exchanges(), source.venues()::exchange);
    ReferencePrices index = new ReferencePrices(shared);
    Availability availability =
        new Availability(
            replication.freshness()::fresh, () -> replication.leadership().role() == Role.LEADER);
    return new ReadModels(
        index, availability, List.of(new DailyRange(), new Candles(shared), index, availability));
  }

  private FeedAccess access(Ingestion ingestion, Replication replication) {
    return new FeedAccess(
        ingestion.ingest().mutations(), replication.reads(), journal::readAfter, clock);
  }

  private AutoCloseable extensions(
      ReadModels models, Ingestion ingestion, Replication replication) {
    ExtensionsOfRole extensions =
        new ExtensionsOfRole(
            models.all(),
            access(ingestion, replication),
            workers,
            replication.leadership()::role,
            () -> replication.leadership().report().inSync());
    Worker worker = workers.schedule(ThreadKind.VIRTUAL, "extensions", extensions);
    worker.start();
    return () -> {
      worker.stop();
      extensions.close();
    };
  }

  private VenueStats stats(Venue venue) {
    return stats.computeIfAbsent(venue, VenueStats::new);
  }

  private static CloseStack closeStack(FeedLog log) {
    return new CloseStack(
        failed -> log.report(new FeedLog.FeedEvent.Bug("stopping", failed.toString())));
  }
}
