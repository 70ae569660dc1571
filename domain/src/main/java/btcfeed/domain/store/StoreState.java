package btcfeed.domain.store;

/**
 * The state of a store, as its sender sees it.
 *
 * <pre>
 *   Away ──position read──→ CatchingUp ──nothing left──→ Live
 *     ↑  └─foreign, fenced─→ Stopped          │            │ more than a batch behind: CatchingUp
 *     └──────────lost, refused, diverged──────┴────────────┘
 * </pre>
 *
 * <p>Times are monotonic nanoseconds.
 */
public sealed interface StoreState {
  /** Not writable: unreachable, without an answer, or refusing. */
  record Away(long sinceNanos, SwitchReason reason, String detail) implements StoreState {}

  /** Writable, with a backlog of {@code total} records at the start. */
  record CatchingUp(long sinceNanos, long total) implements StoreState {}

  /** Writable and up to date. */
  record Live(long sinceNanos) implements StoreState {}

  /** Not written to until an operator has acted. */
  record Stopped(long sinceNanos, String detail) implements StoreState {}

  long sinceNanos();

  /** The value in metrics and pages. */
  default String text() {
    return switch (this) {
      case Away _ -> "away";
      case CatchingUp _ -> "catching_up";
      case Live _ -> "live";
      case Stopped _ -> "stopped";
    };
  }

  default boolean writable() {
    return switch (this) {
      case Away _, Stopped _ -> false;
      case CatchingUp _, Live _ -> true;
    };
  }
}
