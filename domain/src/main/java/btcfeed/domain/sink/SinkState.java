package btcfeed.domain.sink;

/**
 * The state of a sink, as its sender sees it.
 *
 * <pre>
 *   Following ──this instance leads──→ Away ──claimed──→ Writing
 *       ↑                               ↑ └─another history─→ Stopped
 *       └──another instance leads───────┴──failed, fenced─────┘
 * </pre>
 */
public sealed interface SinkState {
  /** Another instance leads and writes the sink. */
  record Following() implements SinkState {}

  /** Not writable now; the sender tries again. */
  record Away(String detail) implements SinkState {}

  /** The sink gets the records. */
  record Writing() implements SinkState {}

  /** The sink has the records of another feed. The sender looks again every half minute. */
  record Stopped(String detail) implements SinkState {}

  /** The value in metrics and pages. */
  default String text() {
    return switch (this) {
      case Following _ -> "following";
      case Away _ -> "away";
      case Writing _ -> "writing";
      case Stopped _ -> "stopped";
    };
  }
}
