package btcfeed.domain.store;

/**
 * Where a store stands in its sender's eyes.
 *
 * <pre>
 *   Away ──position read──→ CatchingUp ──nothing left──→ Live
 *     ↑  └─stranger, fenced─→ Stopped         │            │ more than a batch behind: CatchingUp
 *     └──────────lost, refused, diverged──────┴────────────┘
 * </pre>
 *
 * <p>Times are monotonic nanoseconds.
 */
public sealed interface StoreState {
  /** Not written to: cannot be reached, does not answer, or refuses. */
  record Away(long sinceNanos, SwitchReason reason, String detail) implements StoreState {}

  /** Takes writes, and has a backlog to get. {@code total} records were missing when it began. */
  record CatchingUp(long sinceNanos, long total) implements StoreState {}

  /** Takes writes and has everything but what is on its way. */
  record Live(long sinceNanos) implements StoreState {}

  /** Must not be written to until a person has looked. */
  record Stopped(long sinceNanos, String detail) implements StoreState {}

  /** The word for it in metrics and pages. */
  default String text() {
    return switch (this) {
      case Away _ -> "away";
      case CatchingUp _ -> "catching_up";
      case Live _ -> "live";
      case Stopped _ -> "stopped";
    };
  }

  /** True while its write path works. */
  default boolean writable() {
    return switch (this) {
      case Away _, Stopped _ -> false;
      case CatchingUp _, Live _ -> true;
    };
  }
}
