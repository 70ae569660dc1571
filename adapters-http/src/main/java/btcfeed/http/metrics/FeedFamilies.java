package btcfeed.http.metrics;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.lead.LeadershipReport;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.health.Outages;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.WriterLease;
import btcfeed.http.api.ReferenceView;
import btcfeed.http.metrics.Families.Family;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.HttpCounters.Counted;
import btcfeed.http.server.HttpOptions;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot as Prometheus metric families. Base units are seconds and bytes; {@code _total} marks
 * counters. An age or a price that does not exist yet has no row. Pure.
 */
final class FeedFamilies {
  private static final List<String> INDEX_STATES = List.of("ok", "degraded", "unavailable");

  private FeedFamilies() {}

  static MetricSnapshots of(
      FeedSnapshot feed, Moment now, HttpOptions options, HttpCounters served) {
    Families families = new Families();
    feed(feed, families);
    ingest(feed, families);
    feed.facts().venues().forEach(venue -> VenueFamilies.add(venue, families));
    StoreFamilies.add(feed.facts(), now, families);
    SinkFamilies.add(feed.facts().sinks(), families);
    leadership(feed.leadership(), families);
    journal(feed.facts().journal(), families);
    workers(feed.facts().workers(), families);
    feed.index().forEach(update -> index(update, families));
    feed.spent().forEach(spent -> budget(spent, families));
    limits(feed.setup(), options, families);
    http(served, families);
    stream(served, options, families);
    List<MetricSnapshot> snapshots = new ArrayList<>();
    HistogramFamilies.add(feed.spread(), families, snapshots);
    snapshots.addAll(families.snapshots());
    snapshots.add(buildInfo(feed.setup()));
    snapshots.add(stages(feed));
    return new MetricSnapshots(snapshots);
  }

  private static void leadership(LeadershipReport leadership, Families out) {
    out.gauge("btcfeed_leader", "1 while this instance writes the stores.")
        .row(leadership.role() == Role.LEADER);
    out.gauge("btcfeed_in_sync", "1 while the journal has what the stores have.")
        .row(leadership.inSync());
    out.gauge("btcfeed_epoch", "Epoch of the leader's lease; 0 if no leader is known.")
        .row(leadership.leader().map(WriterLease::epoch).orElse(0L));
    out.gauge("btcfeed_lease_seconds_left", "How much longer the leader's lease holds.")
        .row(leadership.left());
    out.gauge("btcfeed_instances", "Instances that announced themselves in the last minute.")
        .row(leadership.instances().size());
  }

  private static void feed(FeedSnapshot feed, Families out) {
    Family health = out.gauge("btcfeed_health", "1 for the current health status.");
    for (FeedHealth.Status status : FeedHealth.Status.values()) {
      health.row(feed.health().status() == status, "status", status.text());
    }
    out.gauge("btcfeed_uptime_seconds", "Time since the service started.").row(feed.uptime());
    out.gauge("btcfeed_draining", "1 while the service is stopping.").row(feed.facts().draining());
    out.gauge("btcfeed_stale_after_seconds", "Maximum age of a fresh price.")
        .row(feed.facts().staleAfter());
    out.gauge("btcfeed_price_age_seconds", "Age of the newest price in the active store.")
        .row(feed.facts().priceAge());
    Family price =
        out.gauge("btcfeed_last_price", "Price of the newest tick, rounded, for charts.");
    feed.newest()
        .map(PriceTick::trade)
        .ifPresent(
            trade ->
                price.row(
                    trade.price().toBigDecimal(),
                    "venue",
                    trade.market().venue().name(),
                    "symbol",
                    trade.market().symbol().toString()));
  }

  private static void ingest(FeedSnapshot feed, Families out) {
    FeedSnapshot.Ingested done = feed.ingested();
    out.counter("btcfeed_ingest_messages", "Messages with trades, of all venues.")
        .row(done.messages());
    out.counter("btcfeed_ingest_trades", "Trades in them, repeats included.").row(done.trades());
    out.counter("btcfeed_ingest_ticks", "Accepted trades.").row(done.ticks());
    out.counter("btcfeed_ingest_duplicates", "Trades that were already known.")
        .row(done.duplicates());
    out.gauge("btcfeed_ingest_queue_depth", "Messages that wait for the ingest.")
        .row(done.queued());
    out.gauge("btcfeed_ingest_queue_limit", "Maximum number of waiting messages.")
        .row(done.queueLimit());
  }

  private static void journal(JournalPort.Status journal, Families out) {
    out.gauge("btcfeed_journal_records", "Records in the journal.").row(journal.records());
    out.gauge("btcfeed_journal_bytes", "Size of the journal.").row(journal.bytes());
    out.gauge("btcfeed_journal_max_bytes", "Maximum size of the journal.").row(journal.maxBytes());
    out.gauge("btcfeed_journal_segments", "Files of the journal.").row(journal.segments());
    out.counter("btcfeed_journal_dropped_records", "Records dropped before every store had them.")
        .row(journal.dropped());
    out.counter(
            "btcfeed_journal_segments_for_room",
            "Files deleted early because of the size limit or a full disk.")
        .row(journal.losses().segmentsForRoom());
    out.gauge("btcfeed_journal_damaged_places", "Unreadable parts found at start.")
        .row(journal.losses().damagedPlaces());
    out.gauge("btcfeed_journal_restored_records", "Records restored from the stores at start.")
        .row(journal.losses().restored());
    out.gauge("btcfeed_journal_failing", "1 while the journal cannot be written.")
        .row(!journal.failure().isEmpty());
  }

  private static void limits(FeedSnapshot.Setup setup, HttpOptions options, Families out) {
    out.gauge("btcfeed_stream_max_entries", "Approximate maximum length of btc:ticks.")
        .row(setup.streamMaxLength());
    out.gauge("btcfeed_history_max_entries", "Maximum length of btc_movement_history.")
        .row(setup.historyLength());
    out.gauge("btcfeed_http_max_connections", "Maximum number of open connections.")
        .row(options.connections().most());
    out.gauge("btcfeed_http_max_concurrent_requests", "Maximum number of concurrent requests.")
        .row(options.requests().atOnce());
  }

  private static void http(HttpCounters served, Families out) {
    out.counter("btcfeed_http_answers", "Responses by class of status.")
        .row(served.of(Counted.FINE), "class", "fine")
        .row(served.of(Counted.CLIENT_ERROR), "class", "client_error")
        .row(served.of(Counted.SERVER_ERROR), "class", "server_error");
    out.counter(
            "btcfeed_http_connections_closed", "Connections closed because all places were taken.")
        .row(served.of(Counted.CONNECTION_REPLACED), "why", "replaced")
        .row(served.of(Counted.CONNECTION_REFUSED), "why", "refused");
  }

  private static void workers(List<WorkerReport> workers, Families out) {
    for (WorkerReport worker : workers) {
      out.gauge("btcfeed_worker_alive", "1 while the thread runs.")
          .row(worker.alive(), "worker", worker.name());
      out.counter("btcfeed_worker_failures", "Steps that failed with an unexpected error.")
          .row(worker.failures(), "worker", worker.name());
    }
  }

  private static void index(ReferencePrices.IndexUpdate update, Families out) {
    String[] labels = {"symbol", update.symbol().toString()};
    Optional<ReferencePrice.IndexValue> value = ReferenceView.value(update.price());
    out.gauge("btcfeed_index_price", "Reference price; absent while unavailable.")
        .row(value.map(known -> known.price().toBigDecimal()), labels);
    out.gauge("btcfeed_index_venues_used", "Venues whose prices are used.")
        .row(value.map(known -> known.used().size()).orElse(0), labels);
    out.gauge("btcfeed_index_venues_refused", "Venues not used: silent or outlier.")
        .row(update.price().refused().size(), labels);
    out.gauge("btcfeed_index_state", "1 for the current state.")
        .states(INDEX_STATES, update.price().state(), labels);
  }

  private static void budget(Outages.Spent spent, Families out) {
    String[] labels = {"period", spent.period().text()};
    out.gauge("btcfeed_availability_ratio", "Share of time with a fresh price in the active store.")
        .row(spent.availability(), labels);
    out.gauge(
            "btcfeed_error_budget_spent_ratio",
            "Used share of the error budget of 99.99 %; above 1 the objective is missed.")
        .row(spent.share(), labels);
    out.gauge("btcfeed_unavailable_seconds", "Time without a fresh price in the active store.")
        .row(spent.lost(), labels);
  }

  private static void stream(HttpCounters served, HttpOptions options, Families out) {
    out.gauge("btcfeed_stream_readers", "Readers of the stream.").row(served.readers());
    out.gauge("btcfeed_stream_max_readers", "Maximum number of readers.")
        .row(options.streamReaders());
    out.counter("btcfeed_stream_events", "Ticks and gaps sent to all readers together.")
        .row(served.of(Counted.STREAM_EVENT));
    out.counter("btcfeed_stream_readers_lost", "Readers ended or refused by the server.")
        .row(served.of(Counted.READER_DROPPED), "why", "dropped")
        .row(served.of(Counted.READER_REFUSED), "why", "refused");
  }

  private static MetricSnapshot buildInfo(FeedSnapshot.Setup setup) {
    return InfoSnapshot.builder()
        .name("btcfeed_build")
        .help("Version and commit of the service.")
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of("version", setup.version(), "commit", setup.commit()))
                .build())
        .build();
  }

  /** Has no count and sum: over the last minutes these would decrease, which counters must not. */
  private static MetricSnapshot stages(FeedSnapshot feed) {
    SummarySnapshot.Builder summary =
        SummarySnapshot.builder()
            .name("btcfeed_stage_seconds")
            .help("Duration of a stage of a trade, over the last minutes.");
    feed.latencies()
        .forEach(
            (stage, latency) ->
                summary.dataPoint(
                    SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .labels(Labels.of("stage", stage.text()))
                        .quantiles(
                            Quantiles.of(
                                new Quantile(0.5, seconds(latency.p50())),
                                new Quantile(0.99, seconds(latency.p99())),
                                new Quantile(0.999, seconds(latency.p999())),
                                new Quantile(1, seconds(latency.max()))))
                        .build()));
    return summary.build();
  }

  private static double seconds(double millis) {
    return Numbers.finite(millis) / 1000;
  }
}
