package btcfeed.domain.store;

import java.time.Duration;

/**
 * Which store readers should use. Pure: the caller passes the time and performs the effects.
 *
 * <pre>
 *   OnPrimary ──primary not live──→ OnFailover ──primary live──→ Returning
 *       ↑                                ↑                          │ not live
 *       │                                └──────────────────────────┤
 *       └──────── live for the whole grace, or failover lost ───────┘
 *
 *   each of them ──ordered to the failover──→ Held ──ordered back, or both lost──→ OnFailover
 *                                              └──failover lost or behind──→ OnPrimary
 * </pre>
 *
 * <p>Readers leave the primary at once. They return after it has been live (writable and caught up)
 * for {@code grace} without a break, so a flapping store moves them once. They leave it only for a
 * better failover: one that is writable, and complete if the primary only lags. They leave a lost
 * failover for any primary that takes writes. After a start, the primary has the same grace to
 * connect. Times are monotonic nanoseconds.
 *
 * <p>An operator may hold readers on the failover, whatever the primary does. The hold ends when
 * the failover is lost or falls behind while the primary is live, or when both are lost.
 */
public sealed interface ActiveStore {
  /** Readers use the primary. */
  record OnPrimary(long sinceNanos, SwitchReason reason) implements ActiveStore {}

  /** Readers use the failover. */
  record OnFailover(long sinceNanos, SwitchReason reason) implements ActiveStore {}

  /** Readers use the failover; the primary is live and must stay so for the grace. */
  record Returning(long sinceNanos, long primaryLiveSinceNanos) implements ActiveStore {}

  /** Readers use the failover until an operator sends them back. */
  record Held(long sinceNanos) implements ActiveStore {}

  /** The store readers should use. */
  default StoreName store() {
    return switch (this) {
      case OnPrimary _ -> StoreName.PRIMARY;
      case OnFailover _, Returning _, Held _ -> StoreName.FAILOVER;
    };
  }

  /** Why readers use this store. */
  default SwitchReason reason() {
    return switch (this) {
      case OnPrimary(_, SwitchReason why) -> why;
      case OnFailover(_, SwitchReason why) -> why;
      case Returning _ -> SwitchReason.LAGGING;
      case Held _ -> SwitchReason.REQUESTED;
    };
  }

  /** The next state, given the states of both stores. */
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
                isBeginning(reason) && nowNanos - away < grace.toNanos()
                    ? this
                    : leave(failover, reason, nowNanos);
            case StoreState.Stopped _ -> leave(failover, SwitchReason.DIVERGED, nowNanos);
          };
      case OnFailover(long since, _) ->
          switch (primary) {
            case StoreState.Live _ ->
                failover.writable() ? new Returning(since, nowNanos) : flee(nowNanos);
            // It lacks old ticks but has the newest price; a lost failover does not.
            case StoreState.CatchingUp _ -> failover.writable() ? this : flee(nowNanos);
            case StoreState.Away _, StoreState.Stopped _ -> this;
          };
      case Returning(long since, long liveSince) ->
          switch (primary) {
            case StoreState.Live _ -> {
              boolean steady = nowNanos - liveSince >= grace.toNanos();
              if (steady) {
                yield new OnPrimary(nowNanos, SwitchReason.RETURNED);
              }
              yield failover.writable() ? this : flee(nowNanos);
            }
            case StoreState.CatchingUp _ ->
                failover.writable() ? left(since, primary) : flee(nowNanos);
            case StoreState.Away _, StoreState.Stopped _ -> left(since, primary);
          };
      case Held(long since) ->
          switch (primary) {
            case StoreState.Live _ -> failover instanceof StoreState.Live ? this : flee(nowNanos);
            case StoreState.CatchingUp _, StoreState.Away _, StoreState.Stopped _ ->
                failover.writable() ? this : left(since, primary);
          };
    };
  }

  /**
   * Executes a command. The failover must be live to be chosen. The primary only has to be
   * writable: readers return once it has caught up.
   */
  default SwitchResult command(
      SwitchCommand command, StoreState primary, StoreState failover, long nowNanos) {
    return switch (command) {
      case FAILOVER ->
          switch (this) {
            case OnPrimary _ -> hold(failover, nowNanos);
            case OnFailover(long since, _) -> hold(failover, since);
            case Returning(long since, _) -> hold(failover, since);
            case Held _ -> new SwitchResult.Refused(SwitchResult.RefusalReason.ALREADY_THERE);
          };
      case FAILBACK ->
          switch (this) {
            case OnPrimary _ -> new SwitchResult.Refused(SwitchResult.RefusalReason.ALREADY_THERE);
            case OnFailover _, Returning _ -> goBack(this, primary);
            case Held(long since) -> goBack(new OnFailover(since, SwitchReason.REQUESTED), primary);
          };
    };
  }

  private static SwitchResult hold(StoreState failover, long since) {
    return switch (failover) {
      case StoreState.Live _ -> new SwitchResult.Accepted(new Held(since));
      case StoreState.CatchingUp _ -> new SwitchResult.Refused(SwitchResult.RefusalReason.BEHIND);
      case StoreState.Away _, StoreState.Stopped _ ->
          new SwitchResult.Refused(SwitchResult.RefusalReason.NOT_IN_REACH);
    };
  }

  private static SwitchResult goBack(ActiveStore then, StoreState primary) {
    return primary.writable()
        ? new SwitchResult.Accepted(then)
        : new SwitchResult.Refused(SwitchResult.RefusalReason.NOT_IN_REACH);
  }

  private ActiveStore leave(StoreState failover, SwitchReason reason, long nowNanos) {
    return failover.writable() ? new OnFailover(nowNanos, reason) : this;
  }

  /** True if the store was not tried yet, so that nothing is wrong with it. */
  private static boolean isBeginning(SwitchReason reason) {
    return reason == SwitchReason.STARTED || reason == SwitchReason.TAKING_OVER;
  }

  private static ActiveStore flee(long nowNanos) {
    return new OnPrimary(nowNanos, SwitchReason.FAILOVER_LOST);
  }

  /** On the failover because of the state of the primary. */
  private static ActiveStore left(long since, StoreState primary) {
    SwitchReason reason =
        switch (primary) {
          case StoreState.Live _ -> SwitchReason.RETURNED;
          case StoreState.CatchingUp _ -> SwitchReason.LAGGING;
          case StoreState.Away(_, SwitchReason why, _) -> why;
          case StoreState.Stopped _ -> SwitchReason.DIVERGED;
        };
    return new OnFailover(since, reason);
  }
}
