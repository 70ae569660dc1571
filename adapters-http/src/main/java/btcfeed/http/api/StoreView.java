package btcfeed.http.api;

import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A store in JSON.
 *
 * @param state {@code live}, {@code catching_up}, {@code away} or {@code stopped}
 * @param stateSeconds for how long it has been so
 * @param reason why it is away, in one word; empty otherwise
 * @param detail why it is away or stopped, for people; empty otherwise
 * @param active true if readers are pointed at it
 * @param writable true while its write path works
 * @param lagTicks journal records it does not have yet
 * @param lagSeconds age of the oldest of them, 0 when there is none
 * @param lastId last journal record it has
 * @param newestTickSeconds since the newest tick it has was received; null before the first
 * @param runId empty where the store would not say, as the three after it
 * @param writes batches kept
 * @param lost records dropped from the journal before this store got them
 * @param refused keys beside the streams it refused to change since start
 * @param refuses which it refuses still and why, for people; empty if none
 * @param waitingMutations refused mutations that are tried again
 * @param removedEntries stream entries another program removed since start
 * @param missingEntries of them, those that are not filled in again
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

  static StoreView of(StoreReport store, boolean active, Moment now) {
    return new StoreView(
        store.state().text(),
        Numbers.secondsSince(sinceNanos(store.state()), now),
        reason(store.state()),
        detail(store.state()),
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

  private static long sinceNanos(StoreState state) {
    return switch (state) {
      case StoreState.Away(long since, _, _) -> since;
      case StoreState.CatchingUp(long since, _) -> since;
      case StoreState.Live(long since) -> since;
      case StoreState.Stopped(long since, _) -> since;
    };
  }

  private static String reason(StoreState state) {
    return switch (state) {
      case StoreState.Away(_, var reason, _) -> reason.text();
      case StoreState.CatchingUp _, StoreState.Live _, StoreState.Stopped _ -> "";
    };
  }

  private static String detail(StoreState state) {
    return switch (state) {
      case StoreState.Away(_, _, String detail) -> detail;
      case StoreState.Stopped(_, String detail) -> detail;
      case StoreState.CatchingUp _, StoreState.Live _ -> "";
    };
  }
}
