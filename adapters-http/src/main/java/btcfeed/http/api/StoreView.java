package btcfeed.http.api;

import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;

/** A store in JSON, and its catch-up. */
final class StoreView {
  private StoreView() {}

  static JsonObject of(StoreReport store, boolean active, Moment now) {
    return new JsonObject()
        .with("state", store.state().text())
        .with("state_seconds", Numbers.secondsSince(store.state().sinceNanos(), now))
        .with("reason", store.state() instanceof StoreState.Away away ? away.reason().text() : "")
        .with("detail", detail(store.state()))
        .with("active", active)
        .with("writable", store.state().writable())
        .with("address", store.address())
        .with("lag_ticks", store.lagRecords())
        .with("lag_seconds", Numbers.seconds(store.lag()))
        .with("last_id", store.applied().toString())
        .with(
            "newest_tick_seconds", store.newestTickNanos().map(at -> Numbers.secondsSince(at, now)))
        .with("run_id", store.facts().runId())
        .with("role", store.facts().role())
        .with("version", store.facts().version())
        .with("maxmemory_policy", store.facts().maxmemoryPolicy())
        .with("writes", store.writes())
        .with("records", store.records())
        .with("failures", store.failures())
        .with("reconnects", store.reconnects())
        .with("lost", store.lost())
        .with("refused", store.condition().refusals().total())
        .with("refuses", store.condition().refusals().text())
        .with("waiting_mutations", store.condition().refusals().waiting())
        .with("removed_entries", store.condition().removed())
        .with("missing_entries", store.condition().missing())
        .with("sync", sync(store));
  }

  private static String detail(StoreState state) {
    return switch (state) {
      case StoreState.Away(_, _, String detail) -> detail;
      case StoreState.Stopped(_, String detail) -> detail;
      case StoreState.CatchingUp _, StoreState.Live _ -> "";
    };
  }

  /** The current or last catch-up of a store. */
  static JsonObject sync(StoreReport store) {
    StoreReport.CatchUp catchUp = store.catchUp();
    boolean live = store.state() instanceof StoreState.Live;
    boolean catchingUp = store.state() instanceof StoreState.CatchingUp;
    return sync(
        store.name().text(),
        syncState(catchUp, live),
        catchUp,
        live || (catchingUp && catchUp.criticalDone()));
  }

  /** No store has ever had to catch up. */
  static JsonObject noSync() {
    return sync("", "idle", StoreReport.CatchUp.NONE, false);
  }

  private static JsonObject sync(
      String store, String state, StoreReport.CatchUp catchUp, boolean criticalDone) {
    return new JsonObject()
        .with("store", store)
        .with("state", state)
        .with("done", catchUp.done())
        .with("total", catchUp.total())
        .with("rate", Numbers.decimal(catchUp.rate()))
        .with("eta_seconds", catchUp.left().map(Numbers::seconds))
        .with("critical_done", criticalDone);
  }

  private static String syncState(StoreReport.CatchUp catchUp, boolean live) {
    if (catchUp.running()) {
      return "running";
    }
    if (catchUp.equals(StoreReport.CatchUp.NONE)) {
      return "idle";
    }
    return live || catchUp.done() >= catchUp.total() ? "done" : "interrupted";
  }
}
