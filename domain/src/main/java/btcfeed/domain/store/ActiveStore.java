package btcfeed.domain.store;

import java.time.Duration;

/**
 * Which store readers should use. Pure: time comes in with the question, effects are the caller's.
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
 * <p>The primary is left at once and returned to only after it has been live (writable and caught
 * up) for {@code grace} without a break, so that a flapping store moves readers once, not twice a
 * second. It is left only for a failover that is better: one that is itself writable, and that has
 * all if the primary only lags; a lost failover is left for any primary that takes writes. A
 * primary that has only been started is given the same grace to come up. Times are monotonic
 * nanoseconds.
 *
 * <p>An operator may send readers to the failover and keep them there, say to work on the primary.
 * They stay through whatever the primary does, and are not held where they would be worse off: when
 * the failover is lost or falls behind while the primary is live, or when both are lost, the hold
 * is over and the rules above go on.
 */
public sealed interface ActiveStore {
  /** Readers use the primary. */
  record OnPrimary(long sinceNanos, SwitchReason reason) implements ActiveStore {}

  /** Readers use the failover. */
  record OnFailover(long sinceNanos, SwitchReason reason) implements ActiveStore {}

  /** Readers use the failover; the primary is live and is being watched. */
  record Returning(long sinceNanos, long primaryLiveSinceNanos) implements ActiveStore {}

  /** Readers use the failover because an operator said so, until he says otherwise. */
  record Held(long sinceNanos) implements ActiveStore {}

  /** The store readers should use. */
  default StoreName store() {
    return switch (this) {
      case OnPrimary _ -> StoreName.PRIMARY;
      case OnFailover _, Returning _, Held _ -> StoreName.FAILOVER;
    };
  }

  /** Why readers are where they are. */
  default SwitchReason reason() {
    return switch (this) {
      case OnPrimary(_, SwitchReason why) -> why;
      case OnFailover(_, SwitchReason why) -> why;
      case Returning _ -> SwitchReason.LAGGING;
      case Held _ -> SwitchReason.REQUESTED;
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
                failover.writable() ? new Returning(since, nowNanos) : flee(nowNanos);
            // It lacks old ticks, and has the newest price, which a lost failover has not.
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
   * What an order comes to, as both stores stand now. Going to the failover asks that it be live;
   * going back asks only that the primary is in reach, for what it still lacks is waited for.
   */
  default SwitchResult order(
      SwitchCommand order, StoreState primary, StoreState failover, long nowNanos) {
    return switch (order) {
      case FAILOVER ->
          switch (this) {
            case OnPrimary _ -> hold(failover, nowNanos);
            case OnFailover(long since, _) -> hold(failover, since);
            case Returning(long since, _) -> hold(failover, since);
            case Held _ -> new SwitchResult.Refused(SwitchResult.Refusal.ALREADY_THERE);
          };
      case FAILBACK ->
          switch (this) {
            case OnPrimary _ -> new SwitchResult.Refused(SwitchResult.Refusal.ALREADY_THERE);
            case OnFailover _, Returning _ -> goBack(this, primary);
            case Held(long since) -> goBack(new OnFailover(since, SwitchReason.REQUESTED), primary);
          };
    };
  }

  private static SwitchResult hold(StoreState failover, long since) {
    return switch (failover) {
      case StoreState.Live _ -> new SwitchResult.Followed(new Held(since));
      case StoreState.CatchingUp _ -> new SwitchResult.Refused(SwitchResult.Refusal.BEHIND);
      case StoreState.Away _, StoreState.Stopped _ ->
          new SwitchResult.Refused(SwitchResult.Refusal.NOT_IN_REACH);
    };
  }

  private static SwitchResult goBack(ActiveStore then, StoreState primary) {
    return primary.writable()
        ? new SwitchResult.Followed(then)
        : new SwitchResult.Refused(SwitchResult.Refusal.NOT_IN_REACH);
  }

  private ActiveStore leave(StoreState failover, SwitchReason reason, long nowNanos) {
    return failover.writable() ? new OnFailover(nowNanos, reason) : this;
  }

  private static ActiveStore flee(long nowNanos) {
    return new OnPrimary(nowNanos, SwitchReason.FAILOVER_LOST);
  }

  /** On the failover because the primary stands like this. */
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
