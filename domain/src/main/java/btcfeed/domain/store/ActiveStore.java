package btcfeed.domain.store;

import java.time.Duration;

/**
 * Which store readers should use. Pure: time comes in with the question, effects are the caller's.
 *
 * <pre>
 *   OnPrimary ──primary not live──→ OnFailover ──primary live──→ Returning
 *       ↑                                ↑                          │ not live
 *       │                                └──────────────────────────┤
 *       └──────────────── live for the whole grace ─────────────────┘
 * </pre>
 *
 * <p>The primary is left at once and returned to only after it has been live (writable and caught
 * up) for {@code grace} without a break, so that a flapping store moves readers once, not twice a
 * second. It is left only for a failover that is better: one that is itself writable, and that has
 * all if the primary only lags. A primary that has only been started is given the same grace to
 * come up. Times are monotonic nanoseconds.
 */
public sealed interface ActiveStore {
  /** Readers use the primary. */
  record OnPrimary(long sinceNanos) implements ActiveStore {}

  /** Readers use the failover. */
  record OnFailover(long sinceNanos, SwitchReason reason) implements ActiveStore {}

  /** Readers use the failover; the primary is live and is being watched. */
  record Returning(long sinceNanos, long primaryLiveSinceNanos) implements ActiveStore {}

  /** The store readers should use. */
  default StoreName store() {
    return switch (this) {
      case OnPrimary _ -> StoreName.PRIMARY;
      case OnFailover _, Returning _ -> StoreName.FAILOVER;
    };
  }

  /** What follows from how both stores stand now. */
  default ActiveStore observe(
      StoreState primary, StoreState failover, Duration grace, long nowNanos) {
    return switch (this) {
      case OnPrimary _ ->
          switch (primary) {
            case StoreState.Live _ -> this;
            case StoreState.CatchingUp _ ->
                failover instanceof StoreState.Live
                    ? new OnFailover(nowNanos, SwitchReason.LAGGING)
                    : this;
            case StoreState.Away(long away, SwitchReason reason, _) ->
                reason == SwitchReason.STARTED && nowNanos - away < grace.toNanos()
                    ? this
                    : leave(failover, reason, nowNanos);
            case StoreState.Stopped _ -> leave(failover, SwitchReason.DIVERGED, nowNanos);
          };
      case OnFailover(long since, _) ->
          switch (primary) {
            case StoreState.Live _ ->
                failover.writable() ? new Returning(since, nowNanos) : new OnPrimary(nowNanos);
            case StoreState.CatchingUp _, StoreState.Away _, StoreState.Stopped _ -> this;
          };
      case Returning(long since, long liveSince) ->
          switch (primary) {
            case StoreState.Live _ -> {
              boolean steady = nowNanos - liveSince >= grace.toNanos();
              yield steady || !failover.writable() ? new OnPrimary(nowNanos) : this;
            }
            case StoreState.CatchingUp _ -> new OnFailover(since, SwitchReason.LAGGING);
            case StoreState.Away(_, SwitchReason reason, _) -> new OnFailover(since, reason);
            case StoreState.Stopped _ -> new OnFailover(since, SwitchReason.DIVERGED);
          };
    };
  }

  private ActiveStore leave(StoreState failover, SwitchReason reason, long nowNanos) {
    return failover.writable() ? new OnFailover(nowNanos, reason) : this;
  }
}
