package btcfeed.http.metrics;

import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.http.metrics.Families.Family;
import btcfeed.http.response.Moment;
import java.util.List;

/** Stores as metric families. */
final class StoreFamilies {
  private static final List<String> STATES = List.of("live", "catching_up", "away", "stopped");

  private StoreFamilies() {}

  static void add(FeedFacts facts, Moment now, Families out) {
    Family active = out.gauge("btcfeed_store_active", "1 for the active store.");
    for (StoreName name : StoreName.values()) {
      active.row(facts.active().store() == name, "store", name.text());
    }
    out.gauge("btcfeed_readers_held", "1 while an operator holds readers on the failover.")
        .row(facts.active() instanceof ActiveStore.Held);
    facts.stores().forEach(store -> store(store, now, out, "store", store.name().text()));
  }

  private static void store(StoreReport store, Moment now, Families out, String... labels) {
    out.gauge("btcfeed_store_state", "1 for the current state.")
        .states(STATES, store.state().text(), labels);
    out.gauge("btcfeed_store_lag_records", "Journal records it does not have yet.")
        .row(store.lagRecords(), labels);
    out.gauge("btcfeed_store_lag_seconds", "Age of the oldest record it does not have yet.")
        .row(store.lag(), labels);
    out.gauge("btcfeed_store_newest_tick_age_seconds", "Age of its newest tick.")
        .row(store.newestTickNanos().map(at -> Math.max(0, now.nanos() - at) / 1e9), labels);
    out.counter("btcfeed_store_writes", "Batches applied.").row(store.writes(), labels);
    out.counter("btcfeed_store_records", "Journal records applied.").row(store.records(), labels);
    out.counter("btcfeed_store_failures", "Calls that failed.").row(store.failures(), labels);
    out.counter("btcfeed_store_reconnects", "Attempts to reconnect.")
        .row(store.reconnects(), labels);
    out.counter(
            "btcfeed_store_lost_records", "Records dropped from the journal before it had them.")
        .row(store.lost(), labels);
    var refusals = store.condition().refusals();
    out.counter("btcfeed_store_refused_effects", "Refused changes of keys other than the streams.")
        .row(refusals.total(), labels);
    out.gauge("btcfeed_store_refusing_seconds", "Age of the oldest refusal that still holds.")
        .row(
            refusals.standing().stream()
                    .mapToLong(refusal -> Math.max(0, now.nanos() - refusal.sinceNanos()))
                    .max()
                    .orElse(0)
                / 1e9,
            labels);
    out.gauge("btcfeed_store_waiting_mutations", "Refused mutations that are tried again.")
        .row(refusals.waiting(), labels);
    out.counter("btcfeed_store_abandoned_mutations", "Mutations dropped because too many waited.")
        .row(refusals.abandoned(), labels);
    out.counter("btcfeed_store_removed_entries", "Stream entries removed by another program.")
        .row(store.condition().removed(), labels);
    out.gauge("btcfeed_store_missing_entries", "Removed entries that are not restored.")
        .row(store.condition().missing(), labels);
    out.counter("btcfeed_store_history_cuts", "Removals of entries that another leader wrote.")
        .row(store.condition().cuts(), labels);
    out.gauge("btcfeed_store_sync_done_records", "Records applied in the current or last catch-up.")
        .row(store.catchUp().done(), labels);
    out.gauge("btcfeed_store_sync_total_records", "All records of the current or last catch-up.")
        .row(store.catchUp().total(), labels);
  }
}
