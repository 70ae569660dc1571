package btcfeed.http.api;

import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A store in JSON.
 *
 * @param state {@code live}, {@code catching_up}, {@code away} or {@code stopped}
 * @param stateSeconds since it entered this state
 * @param reason code why it is away; empty otherwise
 * @param detail explains why it is away or stopped; empty otherwise
 * @param active true if readers should use it
 * @param writable true while it accepts writes
 * @param lagTicks journal records it does not have yet
 * @param lagSeconds age of the oldest of them, 0 without lag
 * @param lastId last journal record it has
 * @param newestTickSeconds since its newest tick was received; null before the first
 * @param runId empty if the store does not report it, as the three after it
 * @param writes batches applied
 * @param lost records dropped from the journal before this store had them
 * @param refused changes of keys other than the streams it refused since start
 * @param refuses the changes it still refuses and why, as text; empty if none
 * @param waitingMutations refused mutations the sender tries again
 * @param removedEntries stream entries another program removed since start
 * @param missingEntries removed entries that are not restored
 */
public record StoreView(
    String state,
    BigDecimal stateSeconds,
    String reason,
    String detail,
    boolean active,
    boolean writable,
    String address,
    long lagTicks,
    BigDecimal lagSeconds,
    String lastId,
    Optional<BigDecimal> newestTickSeconds,
    String runId,
    String role,
    String version,
    String maxmemoryPolicy,
    long writes,
    long records,
    long failures,
    long reconnects,
    long lost,
    long refused,
    String refuses,
    long waitingMutations,
    long removedEntries,
    long missingEntries,
    SyncView sync) {

  /**
   * The current or last catch-up of a store.
   *
   * @param store empty if no store ever had to catch up
   * @param state {@code idle}, {@code running}, {@code done}, or {@code interrupted} if the store
   *     went away before it had everything and is not live since
   * @param rate records per second, 0 before it is measured
   * @param etaSeconds at this rate; null before it is measured
   * @param criticalDone true once the store has the newest price, even with a backlog
   */
  record SyncView(
      String store,
      String state,
      long done,
      long total,
      BigDecimal rate,
      Optional<BigDecimal> etaSeconds,
      boolean criticalDone) {

    static final SyncView NONE =
        new SyncView("", "idle", 0, 0, BigDecimal.ZERO, Optional.of(BigDecimal.ZERO), false);

    static SyncView of(StoreReport store) {
      StoreReport.CatchUp catchUp = store.catchUp();
      boolean live = store.state() instanceof StoreState.Live;
      boolean catchingUp = store.state() instanceof StoreState.CatchingUp;
      return new SyncView(
          store.name().text(),
          state(catchUp, live),
          catchUp.done(),
          catchUp.total(),
          Numbers.decimal(catchUp.rate()),
          catchUp.left().map(Numbers::seconds),
          live || (catchingUp && catchUp.criticalDone()));
    }

    private static String state(StoreReport.CatchUp catchUp, boolean live) {
      if (catchUp.running()) {
        return "running";
      }
      if (catchUp.equals(StoreReport.CatchUp.NONE)) {
        return "idle";
      }
      return live || catchUp.done() >= catchUp.total() ? "done" : "interrupted";
    }
  }

  /** Since when a state holds, and why. */
  private record StateView(long sinceNanos, String reason, String detail) {
    static StateView of(StoreState state) {
      return switch (state) {
        case StoreState.Away(long since, var reason, String detail) ->
            new StateView(since, reason.text(), detail);
        case StoreState.CatchingUp(long since, _) -> new StateView(since, "", "");
        case StoreState.Live(long since) -> new StateView(since, "", "");
        case StoreState.Stopped(long since, String detail) -> new StateView(since, "", detail);
      };
    }
  }

  static StoreView of(StoreReport store, boolean active, Moment now) {
    StateView state = StateView.of(store.state());
    return new StoreView(
        store.state().text(),
        Numbers.secondsSince(state.sinceNanos(), now),
        state.reason(),
        state.detail(),
        active,
        store.state().writable(),
        store.address(),
        store.lagRecords(),
        Numbers.seconds(store.lag()),
        store.applied().toString(),
        store.newestTickNanos().map(at -> Numbers.secondsSince(at, now)),
        store.facts().runId(),
        store.facts().role(),
        store.facts().version(),
        store.facts().maxmemoryPolicy(),
        store.writes(),
        store.records(),
        store.failures(),
        store.reconnects(),
        store.lost(),
        store.condition().refusals().total(),
        store.condition().refusals().text(),
        store.condition().refusals().waiting(),
        store.condition().removed(),
        store.condition().missing(),
        SyncView.of(store));
  }
}
