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
    Family state = out.gauge("btcfeed_store_state", "1 for the current state.");
    Family lag = out.gauge("btcfeed_store_lag_records", "Journal records it does not have yet.");
    Family lagAge =
        out.gauge("btcfeed_store_lag_seconds", "Age of the oldest record it does not have yet.");
    Family newest = out.gauge("btcfeed_store_newest_tick_age_seconds", "Age of its newest tick.");
    Family writes = out.counter("btcfeed_store_writes", "Batches applied.");
    Family records = out.counter("btcfeed_store_records", "Journal records applied.");
    Family failures = out.counter("btcfeed_store_failures", "Calls that failed.");
    Family reconnects = out.counter("btcfeed_store_reconnects", "Attempts to reconnect.");
    Family lost =
        out.counter(
            "btcfeed_store_lost_records", "Records dropped from the journal before it had them.");
    Family refusals =
        out.counter(
            "btcfeed_store_refused_effects", "Refused changes of keys other than the streams.");
    Family refusing =
        out.gauge("btcfeed_store_refusing_seconds", "Age of the oldest refusal that still holds.");
    Family waiting =
        out.gauge("btcfeed_store_waiting_mutations", "Refused mutations that are tried again.");
    Family abandoned =
        out.counter(
            "btcfeed_store_abandoned_mutations", "Mutations dropped because too many waited.");
    Family removed =
        out.counter("btcfeed_store_removed_entries", "Stream entries removed by another program.");
    Family missing =
        out.gauge("btcfeed_store_missing_entries", "Removed entries that are not restored.");
    Family done =
        out.gauge(
            "btcfeed_store_sync_done_records", "Records applied in the current or last catch-up.");
    Family total =
        out.gauge(
            "btcfeed_store_sync_total_records", "All records of the current or last catch-up.");
    for (StoreReport store : facts.stores()) {
      String name = store.name().text();
      STATES.forEach(s -> state.row(store.state().text().equals(s), "store", name, "state", s));
      lag.row(store.lagRecords(), "store", name);
      lagAge.row(store.lag(), "store", name);
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
  }
}
