package btcfeed.http.metrics;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import btcfeed.http.server.HttpOptions;
import btcfeed.http.server.ResponseCounters;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot as Prometheus metric families: base units (seconds, bytes), {@code _total} on what
 * only grows, an age absent rather than wrong before there is one. Pure.
 */
final class FeedFamilies {
  private static final List<String> STORE_STATES =
      List.of("live", "catching_up", "away", "stopped");
  private static final List<String> LINE_STATES =
      List.of("waiting", "opening", "subscribing", "streaming");

  private FeedFamilies() {}

  static MetricSnapshots of(FeedSnapshot feed, Moment now, Metrics.Counted counted) {
    List<Family> families = new ArrayList<>();
    feed(feed, families);
    ingest(feed, families);
    venues(feed.facts().venues(), families);
    LineFamilies.add(feed.facts().venues(), families);
    BackfillFamilies.add(feed.facts().venues(), families);
    stores(feed.facts(), now, families);
    journal(feed.facts().journal(), families);
    WorkerFamilies.add(feed.facts().workers(), families);
    IndexFamilies.add(feed.index(), families);
    BudgetFamilies.add(feed.spent(), families);
    limits(feed.setup(), counted.options(), families);
    http(counted.served(), families);
    StreamFamilies.add(counted.streams(), counted.options(), families);
    List<MetricSnapshot> snapshots = new ArrayList<>();
    SpreadFamilies.add(feed.spread(), families, snapshots);
    families.stream().filter(family -> !family.isEmpty()).forEach(f -> snapshots.add(f.snapshot()));
    snapshots.add(buildInfo(feed.setup()));
    if (!feed.latencies().isEmpty()) {
      snapshots.add(stages(feed));
    }
    return new MetricSnapshots(snapshots);
  }

  private static void feed(FeedSnapshot feed, List<Family> out) {
    Family health = Family.gauge("btcfeed_health", "1 for the verdict /health gives now.");
    for (FeedHealth.Status status : FeedHealth.Status.values()) {
      health.row(feed.health().status() == status, "status", status.text());
    }
    out.add(health);
    out.add(
        Family.gauge("btcfeed_uptime_seconds", "Since the service started.")
            .row(Numbers.secondsDouble(feed.uptime())));
    out.add(
        Family.gauge("btcfeed_draining", "1 once the service was told to stop.")
            .row(feed.facts().draining()));
    out.add(
        Family.gauge("btcfeed_stale_after_seconds", "Age at which a price is stale.")
            .row(Numbers.secondsDouble(feed.facts().staleAfter())));
    Family age =
        Family.gauge(
            "btcfeed_price_age_seconds", "Of the newest price in the store readers should use.");
    feed.facts().priceAge().ifPresent(a -> age.row(Numbers.secondsDouble(a)));
    out.add(age);
    Family price = Family.gauge("btcfeed_last_price", "Of the newest tick; for plotting, rounded.");
    feed.newest()
        .map(tick -> tick.trade())
        .ifPresent(
            trade ->
                price.row(
                    trade.price().toBigDecimal().doubleValue(),
                    "venue",
                    trade.market().venue().name(),
                    "symbol",
                    trade.market().symbol().toString()));
    out.add(price);
  }

  private static void ingest(FeedSnapshot feed, List<Family> out) {
    FeedSnapshot.Ingested done = feed.ingested();
    out.add(
        Family.counter("btcfeed_ingest_messages", "Venue messages that carried trades.")
            .row(done.messages()));
    out.add(
        Family.counter("btcfeed_ingest_trades", "Trades in them, repeats included.")
            .row(done.trades()));
    out.add(Family.counter("btcfeed_ingest_ticks", "Trades accepted.").row(done.ticks()));
    out.add(
        Family.counter("btcfeed_ingest_duplicates", "Trades that were known already.")
            .row(done.duplicates()));
    out.add(
        Family.gauge("btcfeed_ingest_queue_depth", "Messages waiting for the ingest.")
            .row(done.queued()));
    out.add(
        Family.gauge("btcfeed_ingest_queue_limit", "Messages that may wait.")
            .row(done.queueLimit()));
  }

  private static void venues(List<VenueReport> venues, List<Family> out) {
    Family state = Family.gauge("btcfeed_venue_line_state", "1 for the state of its best line.");
    Family age =
        Family.gauge("btcfeed_venue_age_seconds", "Since anything, a trade, or news came from it.");
    Family messages = Family.counter("btcfeed_messages", "Messages that carried trades.");
    Family trades = Family.counter("btcfeed_trades", "Trades, repeats included.");
    Family ticks = Family.counter("btcfeed_ticks", "Trades accepted.");
    Family duplicates = Family.counter("btcfeed_duplicates", "Trades that were known already.");
    Family backfilled =
        Family.counter("btcfeed_backfilled", "Trades accepted that had to be asked for.");
    Family open = Family.gauge("btcfeed_gaps_open", "Gaps in its trades, not closed yet.");
    Family seen = Family.counter("btcfeed_gaps", "Gaps in its trades, since start.");
    Family reconnects = Family.counter("btcfeed_reconnects", "Connections after the first.");
    Family refused = Family.counter("btcfeed_refused", "Input that was not used, by reason.");
    for (VenueReport venue : venues) {
      String name = venue.venue().name();
      LINE_STATES.forEach(s -> state.row(venue.line().text().equals(s), "venue", name, "state", s));
      venue
          .heardAge()
          .ifPresent(a -> age.row(Numbers.secondsDouble(a), "venue", name, "of", "heard"));
      venue
          .tradeAge()
          .ifPresent(a -> age.row(Numbers.secondsDouble(a), "venue", name, "of", "trade"));
      venue
          .tickAge()
          .ifPresent(a -> age.row(Numbers.secondsDouble(a), "venue", name, "of", "tick"));
      messages.row(venue.messages(), "venue", name);
      trades.row(venue.trades(), "venue", name);
      ticks.row(venue.ticks(), "venue", name);
      duplicates.row(venue.duplicates(), "venue", name);
      backfilled.row(venue.backfilled(), "venue", name);
      open.row(venue.gapsOpen(), "venue", name);
      seen.row(venue.gapsSeen(), "venue", name);
      reconnects.row(venue.reconnects(), "venue", name);
      for (BadInput reason : BadInput.values()) {
        refused.row(
            venue.refused().getOrDefault(reason, 0L), "venue", name, "reason", reason.text());
      }
    }
    out.addAll(
        List.of(
            state,
            age,
            messages,
            trades,
            ticks,
            duplicates,
            backfilled,
            open,
            seen,
            reconnects,
            refused));
  }

  private static void stores(FeedFacts facts, Moment now, List<Family> out) {
    Family active = Family.gauge("btcfeed_store_active", "1 where readers are pointed at.");
    for (StoreName name : StoreName.values()) {
      active.row(facts.active().store() == name, "store", name.text());
    }
    Family held =
        Family.gauge("btcfeed_readers_held", "1 while an operator keeps them on the failover.")
            .row(facts.active() instanceof ActiveStore.Held);
    Family state = Family.gauge("btcfeed_store_state", "1 for the state it is in.");
    Family lag = Family.gauge("btcfeed_store_lag_records", "Journal records it does not have.");
    Family lagAge = Family.gauge("btcfeed_store_lag_seconds", "Age of the oldest of them.");
    Family newest =
        Family.gauge("btcfeed_store_newest_tick_age_seconds", "Of the newest tick it has.");
    Family writes = Family.counter("btcfeed_store_writes", "Batches it kept.");
    Family records = Family.counter("btcfeed_store_records", "Journal records it kept.");
    Family failures = Family.counter("btcfeed_store_failures", "Calls that failed.");
    Family reconnects = Family.counter("btcfeed_store_reconnects", "Attempts to connect anew.");
    Family lost =
        Family.counter(
            "btcfeed_store_lost_records", "Dropped from the journal before it got them.");
    Family refusals =
        Family.counter(
            "btcfeed_store_refused_effects", "Keys beside the streams it refused to change.");
    Family refusing =
        Family.gauge("btcfeed_store_refusing_seconds", "Since the oldest refusal that stands.");
    Family waiting =
        Family.gauge("btcfeed_store_waiting_mutations", "Refused, and tried again until accepted.");
    Family abandoned =
        Family.counter("btcfeed_store_abandoned_mutations", "Given up because too many waited.");
    Family removed = Family.counter("btcfeed_store_removed_entries", "Removed by another program.");
    Family missing = Family.gauge("btcfeed_store_missing_entries", "Of them, not filled in again.");
    Family done = Family.gauge("btcfeed_store_sync_done_records", "Of the current or last sync.");
    Family total = Family.gauge("btcfeed_store_sync_total_records", "Of the current or last sync.");
    for (StoreReport store : facts.stores()) {
      String name = store.name().text();
      STORE_STATES.forEach(
          s -> state.row(store.state().text().equals(s), "store", name, "state", s));
      lag.row(store.lagRecords(), "store", name);
      lagAge.row(Numbers.secondsDouble(store.lag()), "store", name);
      store
          .newestTickNanos()
          .ifPresent(at -> newest.row(Math.max(0, now.nanos() - at) / 1e9, "store", name));
      writes.row(store.writes(), "store", name);
      records.row(store.records(), "store", name);
      failures.row(store.failures(), "store", name);
      reconnects.row(store.reconnects(), "store", name);
      lost.row(store.lost(), "store", name);
      refusals.row(store.condition().refusals().total(), "store", name);
      refusing.row(
          store.condition().refusals().standing().stream()
                  .mapToLong(refusal -> Math.max(0, now.nanos() - refusal.sinceNanos()))
                  .max()
                  .orElse(0)
              / 1e9,
          "store",
          name);
      waiting.row(store.condition().refusals().waiting(), "store", name);
      abandoned.row(store.condition().refusals().abandoned(), "store", name);
      removed.row(store.condition().removed(), "store", name);
      missing.row(store.condition().missing(), "store", name);
      done.row(store.catchUp().done(), "store", name);
      total.row(store.catchUp().total(), "store", name);
    }
    out.addAll(
        List.of(
            active,
            held,
            state,
            lag,
            lagAge,
            newest,
            writes,
            records,
            failures,
            reconnects,
            lost,
            refusals,
            refusing,
            waiting,
            abandoned,
            removed,
            missing,
            done,
            total));
  }

  private static void journal(JournalPort.Status journal, List<Family> out) {
    out.add(Family.gauge("btcfeed_journal_records", "Records held.").row(journal.records()));
    out.add(Family.gauge("btcfeed_journal_bytes", "Bytes held.").row(journal.bytes()));
    out.add(Family.gauge("btcfeed_journal_max_bytes", "Bytes at most.").row(journal.maxBytes()));
    out.add(Family.gauge("btcfeed_journal_segments", "Files held.").row(journal.segments()));
    out.add(
        Family.counter("btcfeed_journal_dropped_records", "Given up before every store had them.")
            .row(journal.dropped()));
    out.add(
        Family.counter(
                "btcfeed_journal_segments_for_room", "Deleted early: the limit or a full disk.")
            .row(journal.losses().segmentsForRoom()));
    out.add(
        Family.gauge("btcfeed_journal_damaged_places", "Unreadable places when it was opened.")
            .row(journal.losses().damagedPlaces()));
    out.add(
        Family.gauge("btcfeed_journal_restored_records", "Read back from the stores.")
            .row(journal.losses().restored()));
    out.add(
        Family.gauge("btcfeed_journal_failing", "1 while it cannot be written.")
            .row(!journal.failure().isEmpty()));
  }

  private static void limits(FeedSnapshot.Setup setup, HttpOptions options, List<Family> out) {
    out.add(
        Family.gauge("btcfeed_stream_max_entries", "About how many btc:ticks keeps in a store.")
            .row(setup.streamMaxLength()));
    out.add(
        Family.gauge("btcfeed_history_max_entries", "How many btc_movement_history keeps.")
            .row(setup.historyLength()));
    out.add(
        Family.gauge("btcfeed_http_max_connections", "Open at once.")
            .row(options.connections().most()));
    out.add(
        Family.gauge("btcfeed_http_max_concurrent_requests", "Being answered at once.")
            .row(options.requests().atOnce()));
  }

  private static void http(ResponseCounters served, List<Family> out) {
    out.add(
        Family.counter("btcfeed_http_answers", "By class of status.")
            .row(served.fine(), "class", "fine")
            .row(served.clientErrors(), "class", "client_error")
            .row(served.serverErrors(), "class", "server_error"));
    out.add(
        Family.counter("btcfeed_http_connections_closed", "Closed for want of room.")
            .row(served.replacedConnections(), "why", "replaced")
            .row(served.refusedConnections(), "why", "refused"));
  }

  private static MetricSnapshot buildInfo(FeedSnapshot.Setup setup) {
    return InfoSnapshot.builder()
        .name("btcfeed_build")
        .help("What is running.")
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of("version", setup.version(), "commit", setup.commit()))
                .build())
        .build();
  }

  /** Without count and sum: these cover the last minutes, and a counter must not go back. */
  private static MetricSnapshot stages(FeedSnapshot feed) {
    SummarySnapshot.Builder summary =
        SummarySnapshot.builder()
            .name("btcfeed_stage_seconds")
            .help("A stretch of a trade's way, over the last minutes.");
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
