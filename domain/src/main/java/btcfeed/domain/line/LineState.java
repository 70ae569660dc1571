package btcfeed.domain.line;

/**
 * The state of a line.
 *
 * <pre>
 *   Waiting ──open──→ Opening ──handshake──→ Subscribing ──ack──→ Streaming
 *      ↑                 │ failed                │ refused, late      │ closed, silent, too old
 *      └─────────────────┴───────────────────────┴────────────────────┘
 * </pre>
 *
 * <p>Times are monotonic nanoseconds.
 */
public sealed interface LineState {
  /** Not connected; the next attempt is due at {@code untilNanos}. */
  record Waiting(long untilNanos, String why) implements LineState {}

  /** The handshake is running. */
  record Opening(long sinceNanos) implements LineState {}

  /** Connected; the venue has not confirmed the subscription yet. */
  record Subscribing(long sinceNanos) implements LineState {}

  /** Connected and confirmed. Trades may be absent all the same. */
  record Streaming(long sinceNanos) implements LineState {}

  /** The value in metrics and pages. */
  default String text() {
    return switch (this) {
      case Waiting _ -> "waiting";
      case Opening _ -> "opening";
      case Subscribing _ -> "subscribing";
      case Streaming _ -> "streaming";
    };
  }

  /** True while there is a connection. */
  default boolean connected() {
    return switch (this) {
      case Waiting _, Opening _ -> false;
      case Subscribing _, Streaming _ -> true;
    };
  }
}
