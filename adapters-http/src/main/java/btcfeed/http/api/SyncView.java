package btcfeed.http.api;

import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A store's current or last catching up, in JSON.
 *
 * @param store whose; empty when no store ever had to
 * @param state {@code idle}, {@code running}, {@code done}, or {@code interrupted} when the store
 *     went away before it had everything and is not live since
 * @param rate records a second, 0 before anything can be said
 * @param etaSeconds at this rate; null before anything can be said
 * @param criticalDone true once readers of this store see the newest price, backlog or not
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
    return new SyncView(
        store.name().text(),
        state(store),
        catchUp.done(),
        catchUp.total(),
        Numbers.decimal(catchUp.rate()),
        catchUp.left().map(Numbers::seconds),
        newestIsThere(store));
  }

  private static String state(StoreReport store) {
    StoreReport.CatchUp catchUp = store.catchUp();
    if (catchUp.running()) {
      return "running";
    }
    if (catchUp.equals(StoreReport.CatchUp.NONE)) {
      return "idle";
    }
    boolean done = catchUp.done() >= catchUp.total() || store.state() instanceof StoreState.Live;
    return done ? "done" : "interrupted";
  }

  private static boolean newestIsThere(StoreReport store) {
    return switch (store.state()) {
      case StoreState.Live _ -> true;
      case StoreState.CatchingUp _ -> store.catchUp().criticalDone();
      case StoreState.Away _, StoreState.Stopped _ -> false;
    };
  }
}
